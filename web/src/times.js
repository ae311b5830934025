/** A time is the beginning of its dates, as "2018-04", "2018" or "201", or two of them: "2016/2018". */
export const ends = (time) => {
  const [from, to = from] = time.split("/");
  return [from, to];
};

export const TIME = /^\d{2,4}(-\d\d)?(\/\d{2,4}(-\d\d)?)?$/;
export const day = (iso) => new Date(`${iso}T00:00Z`);
/** First and last day of an event; of one that is open at an end, the day that is known. */
const days = ({ earliest, latest }) => [earliest ?? latest, latest ?? earliest];

/** Whether an event may have been in a time. */
export function within(event, time) {
  const [[first, last], [from, to]] = [days(event), ends(time)];
  return Boolean(first) && first.slice(0, to.length) <= to && last.slice(0, from.length) >= from;
}

/** The years in which an event may have been; none without a date. */
export function years(event) {
  const [from, to] = days(event).map((date) => Number(date?.slice(0, 4)));
  return from ? Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`) : [];
}

/** When a time begins, and when what comes after it does. */
export function bounds(time) {
  const [from, to] = ends(time);
  return [day(`${from.padEnd(4, "0")}${from.length > 4 ? "-01" : "-01-01"}`), after(to)];
}

function after(part) {
  const [year, month] = part.split("-").map(Number);
  const shown = (number) => `${number}`.padStart(4, "0");
  if (month) return day(month < 12 ? `${shown(year)}-${`${month + 1}`.padStart(2, "0")}-01` : `${shown(year + 1)}-01-01`);
  const next = (year + 1) * 10 ** (4 - part.length);
  return day(next > 9999 ? "9999-12-31" : `${shown(next)}-01-01`);
}
