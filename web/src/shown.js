import { addressOf, button, copyAddress, say, words } from "./copying.js";
import { csvOf, save } from "./files.js";

/** Offers the list of events as it is shown, as a CSV file and by its address, which holds search and filters; the function that
 * comes back is given the events. The columns have the names of the release's tables. */
export function offerShown(line, lang) {
  let shown = [];
  const names = ["event_id", "date", "date_earliest", "date_latest", `title_${lang}`, "kind", "location_id", `location_${lang}`];
  const row = ({ id, date, earliest, latest, title, kind, place, claims, figures, contradicted }) => ({
    ...{ event_id: id, date, date_earliest: earliest, date_latest: latest, [names[4]]: title, claims, figures, contradicted },
    ...(kind.id !== "none" && { kind: kind.id }),
    ...(place && { location_id: place.id, [names[7]]: place.name }),
  });
  line.append(
    `${words.shown} `,
    button("save_csv", () => {
      save("events.csv", csvOf([...names, "claims", "figures", "contradicted"], shown.map(row)));
      say(words.saved);
    }),
    button("copy_link", () => copyAddress(addressOf(location.hash.slice(1)))),
  );
  return (events) => (shown = events);
}
