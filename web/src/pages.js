import { listPage } from "./listpage.js";
import { searchForm } from "./searchform.js";
import { searchPage } from "./searchpage.js";

// For tests.
export { numberOf } from "./numbers.js";
export { results, search } from "./search.js";
export { queryWords, searchKey } from "./words.js";

document.querySelectorAll("form[data-search]").forEach(searchForm);
if (globalThis.riwayaSearch) {
  document.querySelectorAll("#search").forEach(searchPage);
  document.querySelectorAll("[data-sorted]").forEach(listPage);
}
