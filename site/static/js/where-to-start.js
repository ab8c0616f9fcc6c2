// Shows the answer of the chooser without loading the page anew. The address, the history and the answer are those
// of the plain form, which still works without this script and takes over when a request fails.
let shown = location.search;
const part = () => document.querySelector("[data-start]");

const swap = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  part().replaceWith(page.querySelector("[data-start]"));
};

addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.closest("[data-start]")) return;
  event.preventDefault();
  const url = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
  try {
    await swap(url);
  } catch {
    return form.submit();
  }
  history.pushState({}, "", `${url}#start-answer`);
  shown = location.search;
  document.getElementById("start-answer")?.focus();
  const status = document.querySelector("[data-start-status]");
  status.textContent = "";
  setTimeout(() => { status.textContent = status.dataset.startStatus; }, 100);
});

addEventListener("popstate", () => {
  if (location.search !== shown) swap(location.href).catch(() => location.reload());
  shown = location.search;
});
