import { ends, within } from "./times.js";

/** The bars of the periods as a brush: pressed, or drawn over, or bounded by two sliders. `choose` is given a time, "" for all.
 * The function that comes back shows other events, and the time that is chosen. */
export function brushOf(figure, choose) {
  const bars = [...figure.querySelectorAll("[data-period]")];
  const periods = bars.map(({ dataset }) => dataset.period);
  const sliders = [...figure.querySelectorAll("input[type=range]")];
  const [reset] = figure.querySelectorAll("button");
  const [list] = figure.querySelectorAll(".periods");
  const last = periods.length - 1;
  let [start, end] = [-1, -1];

  const ordered = (one, other) => [one, other].sort((a, b) => a - b);
  const time = ([from, to]) => (from === to ? periods[from] : from || to < last ? `${periods[from]}/${periods[to]}` : "");
  const under = ({ clientX, clientY }) => bars.findIndex((bar) => bar.contains(document.elementFromPoint(clientX, clientY)));

  function mark([from, to]) {
    bars.forEach((bar, at) => bar.classList.toggle("out", at < from || at > to));
    sliders.forEach((slider, at) => {
      slider.value = [from, to][at];
      slider.setAttribute("aria-valuetext", bars[slider.value].title);
    });
    // Where both stand at the end, the one must be on top that can still be moved.
    sliders[0].classList.toggle("top", from > last / 2);
  }

  list.addEventListener("pointerdown", (event) => {
    if (event.button === 0) start = end = under(event);
  });
  addEventListener("pointermove", (event) => {
    if (start < 0) return;
    const at = under(event);
    if (at >= 0) end = at;
    mark(ordered(start, end));
  });
  addEventListener("pointerup", () => {
    if (start >= 0) choose(time(ordered(start, end)));
    start = -1;
  });
  addEventListener("pointercancel", () => (start = -1));
  sliders.forEach((slider, which) => {
    slider.addEventListener("input", () => {
      const at = Number(slider.value);
      mark(which ? [Math.min(Number(sliders[0].value), at), at] : [at, Math.max(Number(sliders[1].value), at)]);
    });
    slider.addEventListener("change", () => choose(time(sliders.map(({ value }) => Number(value)))));
  });
  reset.addEventListener("click", () => {
    choose("");
    sliders[0].focus();
  });
  figure.style.setProperty("--periods", periods.length);

  return (events, chosen) => {
    const counts = periods.map((period) => events.filter((event) => within(event, period)));
    const most = Math.max(1, ...counts.map(({ length }) => length));
    bars.forEach((bar, at) => {
      const parts = [counts[at], counts[at].filter(({ contradicted }) => contradicted)];
      bar.querySelectorAll("rect").forEach((rect, part) => {
        const height = (44 * parts[part].length) / most;
        rect.setAttribute("y", 64 - height);
        rect.setAttribute("height", height);
      });
      const number = bar.querySelector("text");
      number.textContent = counts[at].length;
      number.setAttribute("y", 60 - (44 * counts[at].length) / most);
    });
    const [from, to] = ends(chosen || "").map((part) => periods.findIndex((period) => period.startsWith(part) || part.startsWith(period)));
    reset.hidden = !chosen;
    mark(chosen && from >= 0 ? [from, Math.max(from, to)] : [0, last]);
  };
}
