// Adds a silent count of seconds to steps that are held. Without this script the step says in words how long.
for (const dose of document.querySelectorAll("[data-hold]:not([data-timed])")) {
  const words = dose.dataset;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "step-timer", textContent: words.begin });
  const left = document.createElement("span");
  left.setAttribute("role", "status");
  words.timed = "";
  dose.append(button, left);

  let seconds = 0;
  let ticking;
  const stop = (label) => {
    clearInterval(ticking);
    ticking = undefined;
    button.textContent = label;
  };
  const tick = () => {
    seconds -= 1;
    left.textContent = seconds > 0 ? words.left.replace("{}", seconds) : words.done;
    if (seconds <= 0) stop(words.begin);
  };
  button.addEventListener("click", () => {
    if (ticking) return stop(words.resume);
    if (seconds <= 0) seconds = Number(words.hold);
    left.textContent = words.left.replace("{}", seconds);
    button.textContent = words.pause;
    ticking = setInterval(tick, 1000);
  });
}
