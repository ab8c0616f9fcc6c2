// What every page may need, in one small file. Pages are complete without it.

// The number of things beside カート. The page itself is the same for every reader, so that it can be cached;
// when the answer fails, the link simply shows no number.
const basket = document.querySelector("[data-basket-count]");

const count = async () => {
  const answer = await fetch(basket.dataset.basketCount, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { count } = await answer.json();
  const mark = basket.querySelector(".basket-count");
  mark.hidden = !(count > 0);
  mark.textContent = count > 0 ? `${count}点` : "";
};

// A page that comes back with the back button shows the number of now, not of then.
if (basket) addEventListener("pageshow", () => count().catch(() => {}));

// A video: our own picture until somebody presses play; only then does the player load.
addEventListener("click", (event) => {
  const facade = event.target.closest("[data-video]");
  if (!facade || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const player = document.createElement("iframe");
  Object.assign(player, { src: facade.dataset.video, title: facade.dataset.title, allowFullscreen: true });
  player.allow = "autoplay; fullscreen; picture-in-picture";
  player.referrerPolicy = "strict-origin-when-cross-origin";
  player.className = "video-player";
  facade.replaceWith(player);
  player.focus();
});

// The contents list beside the text marks the section that is being read. On a phone the list is closed.
const lines = new Map();
for (const line of document.querySelectorAll(".contents a")) lines.set(line.hash.slice(1), line);

if (lines.size && matchMedia("(min-width: 72rem)").matches) {
  if (!CSS.supports("selector(::details-content)")) document.querySelector(".contents details").open = true;
  const headings = [...lines.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const now = passed.length ? lines.get(passed.at(-1).id) : null;
    for (const line of lines.values()) {
      if (line === now) line.setAttribute("aria-current", "location");
      else line.removeAttribute("aria-current");
    }
    // A long list scrolls by itself, and by itself alone: the page stays where the reader is.
    const box = document.querySelector(".contents");
    if (!now || box.scrollHeight <= box.clientHeight) return;
    box.scrollTop += now.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  };
  // All that lies above counts as seen, so a jump over every heading (Home, End) is noticed as well.
  const watch = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -66% 0px" });
  for (const heading of headings) watch.observe(heading);
}

{
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
    // Where nothing can be recommended, the focus stands on the sentence that says so.
    if (!document.querySelector(".start-answer")) return;
    setTimeout(() => { status.textContent = status.dataset.startStatus; }, 100);
  });

  addEventListener("popstate", () => {
    if (location.search !== shown) swap(location.href).catch(() => location.reload());
    shown = location.search;
  });
}
