/* Keeps the preview of the search result in step with what an editor types. */
{
  const words = (...names) => names.map((name) => document.getElementById(`id_${name}`)?.value.trim()).find(Boolean) ?? "";
  // ASCII and half-width katakana take half a letter, as in toelab/base/search_preview/width.py.
  const length = (signs) => signs.reduce((sum, sign) => sum + (/[\u0000-\u007f\uff61-\uff9f]/.test(sign) ? 0.5 : 1), 0);

  const show = (preview, name, text) => {
    const line = preview.querySelector(`[data-preview-${name}]`);
    const signs = [...text];
    let shown = signs.length;
    while (length(signs.slice(0, shown)) > line.dataset.limit) shown -= 1;
    const rest = line.lastElementChild;
    rest.textContent = signs.slice(shown).join("");
    line.replaceChildren(signs.slice(0, shown).join(""), rest);
    preview.querySelector(`[data-${name}-length]`).textContent = length(signs);
  };

  // Asked of the document, for this script is read before the form is there.
  addEventListener("input", (event) => {
    const preview = event.target.closest("form")?.querySelector("[data-search-preview]");
    if (!preview) return;
    const { titleField, plain, written } = preview.dataset;
    const own = words("seo_title");
    show(preview, "title", (own ? written : plain).replace("{}", () => own || words(titleField)));
    show(preview, "description", words("search_description", "lead", "description"));
  });
}
