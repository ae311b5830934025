/** A field from which a search starts: it leads to the page of the search, since a form may send nothing anywhere. */
export function searchForm(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = form.elements.q.value.trim();
    location.href = `search.html${asked ? `#${new URLSearchParams({ q: asked })}` : ""}`;
  });
}
