/* Keeps the preview of the search result in step with what an editor types. */
document.querySelectorAll("[data-search-preview]").forEach((preview) => {
  const field = (name) => document.getElementById(`id_${name}`);
  const words = (...names) => names.map((name) => field(name)?.value.trim()).find(Boolean) ?? "";
  // ASCII and half-width katakana take half a letter, as in toelab/base/search_preview/width.py.
  const length = (text) => [...text].reduce((sum, sign) => sum + (/[\u0000-\u007f\uff61-\uff9f]/.test(sign) ? 0.5 : 1), 0);
  const show = (name, text, suffix = "") => {
    preview.querySelector(`[data-preview-${name}]`).textContent = text + suffix;
    preview.querySelector(`[data-${name}-length]`).textContent = length(text);
  };
  const draw = () => {
    show("title", words("seo_title", "title"), preview.dataset.suffix);
    show("description", words("search_description", "lead", "description"));
  };
  preview.closest("form")?.addEventListener("input", draw);
});
