// Fills the number of things beside カート. The page itself is the same for every reader, so that it can be cached;
// without this script, or when the answer fails, the link simply shows no number.
const link = document.querySelector("[data-basket-count]");

const show = async () => {
  const answer = await fetch(link.dataset.basketCount, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { count } = await answer.json();
  const mark = link.querySelector(".basket-count");
  mark.hidden = !(count > 0);
  mark.textContent = count > 0 ? `${count}点` : "";
};

if (link) {
  // A page that comes back with the back button shows the number of now, not of then.
  addEventListener("pageshow", () => show().catch(() => {}));
}
