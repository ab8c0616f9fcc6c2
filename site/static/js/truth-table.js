// Keeps the truth table of "どれから始めるか" in step with what is typed. Typing never waits: a second after the last
// change the form is sent as it is, and an answer that is overtaken by a newer change is dropped.
const PAUSE = 1000;

const start = (panel) => {
  const form = panel.closest("form");
  const result = panel.querySelector("[data-truth-table-result]");
  const preview = panel.dataset.previewUrl;
  let waiting;
  let asking;
  let last = "";

  const fields = () => {
    const data = new FormData(form);
    for (const name of [...data.keys()]) if (!name.startsWith("body-") && name !== "csrfmiddlewaretoken") data.delete(name);
    data.set("tail", panel.dataset.tail);
    return new URLSearchParams(data);
  };

  // Under the block itself, wherever it has been moved to; at its own place while there is no such block.
  const home = panel.parentElement;
  const place = () => {
    const types = [...form.querySelectorAll("input[name^='body-'][name$='-type'][value='where_to_start']")];
    const type = types.find((input) => form.elements[input.name.replace(/-type$/, "-deleted")]?.value !== "1");
    const block = type?.closest("[data-streamfield-child]")?.querySelector("[data-streamfield-child-content], .w-panel__content");
    const target = block ?? home;
    if (panel.parentElement !== target) target.append(panel);
  };

  // Wagtail's ＋ buttons look alike, and three of them stand close together: each says what it adds.
  const name = () => {
    for (const button of form.querySelectorAll("[data-contentpath='rules'] [data-streamfield-list-add]:not([data-named])")) {
      const label = button.closest("[data-contentpath]").querySelector("label")?.firstChild?.textContent.trim();
      button.dataset.named = "";
      if (!label) continue;
      button.title = `${label}を追加`;
      button.append(Object.assign(document.createElement("span"), { className: "truth-table__adds", textContent: button.title }));
    }
  };

  const ask = async () => {
    place();
    name();
    const body = fields();
    if (String(body) === last) return;
    last = String(body);
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(panel.dataset.truthTable, { method: "POST", body, signal: asking.signal });
      if (!answer.ok) throw new Error(answer.status);
      result.innerHTML = await answer.text();
      panel.classList.remove("truth-table--old");
    } catch (error) {
      // What is shown belongs to older words now; the next change asks again.
      if (error.name === "AbortError") return;
      last = "";
      panel.classList.add("truth-table--old");
    }
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };

  // A preview that a link opens shows what is in the form now, not what was saved last.
  form.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-draft-preview]");
    if (!link) return;
    event.preventDefault();
    const tab = window.open("", "_blank");
    await fetch(preview, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => {});
    if (tab) tab.location = link.href;
    else location.assign(link.href);
  });

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // Choosers, rich text, added and moved blocks change the form without an event of their own.
  new MutationObserver((changes) => {
    if (changes.some((change) => !panel.contains(change.target))) later();
  }).observe(form, { subtree: true, childList: true, attributes: true, attributeFilter: ["value"] });
  later();
};

addEventListener("load", () => document.querySelectorAll("[data-truth-table]").forEach(start));
