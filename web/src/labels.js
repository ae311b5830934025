const STEP = 5;
const FARTHEST = 60;
/** Between a label and what is beside it, the lines of both included, and what a font that comes late may add. */
const AIR = 6;
/** Where a label may stand from where it would, the nearest first. */
const OFFSETS = [];
for (let x = -FARTHEST; x <= FARTHEST; x += STEP) for (let y = -FARTHEST; y <= FARTHEST; y += STEP) OFFSETS.push([x, y]);
OFFSETS.sort(([x, y], [u, v]) => Math.hypot(x, y) - Math.hypot(u, v));

/** Move labels of areas, given with their paths, to where they cover no circle and no other label; one without room in its area
 * loses its name first, and then its number. They must be drawn already, since what room they need depends on the font. */
export function arrange(labels, circles) {
  const taken = circles.map((circle) => {
    const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
    return { left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
  for (const [label, path] of labels) {
    const box = room(label, path, taken) ?? (label.firstElementChild?.remove(), room(label, path, taken));
    if (box) taken.push(box);
    else label.remove();
  }
}

/** Where a label stands now: within its area as a whole, or, if there is no such place, with its middle. */
function room(label, path, taken) {
  const [x, y] = label.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  const { x: left, y: top, width, height } = label.getBBox();
  const free = OFFSETS.map(([dx, dy]) => ({ x: x + dx, y: y + dy }))
    .map((at) => ({ ...at, left: at.x + left - AIR, right: at.x + left + width + AIR, top: at.y + top - AIR, bottom: at.y + top + height + AIR }))
    .filter((box) => !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom));
  const inside = (px, py) => path.isPointInFill(new DOMPoint(px, py));
  const middle = (box) => inside((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const whole = (box) => [box.left, box.right].every((px) => [box.top, box.bottom].every((py) => inside(px, py)));
  const chosen = free.find((box) => middle(box) && whole(box)) ?? free.find(middle);
  if (chosen) label.setAttribute("transform", `translate(${chosen.x},${chosen.y})`);
  return chosen;
}
