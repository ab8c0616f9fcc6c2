// Wagtail saves by itself while one types. Who presses "publish" while such a save is on its way would make a new page
// a second time and be told that its address is taken. So a form waits for the save that is under way, then goes.
{
  const saving = new WeakSet();

  addEventListener("w-autosave:save", (event) => {
    // Prevented: nothing is sent, and nothing will be heard of it.
    queueMicrotask(() => event.defaultPrevented || saving.add(event.target));
  });
  for (const end of ["success", "error"]) {
    addEventListener(`w-autosave:${end}`, (event) => {
      const form = event.target;
      saving.delete(form);
      // What was typed meanwhile is saved next, at once: then the form waits for that.
      setTimeout(() => saving.has(form) || form.dispatchEvent(new Event("toelab:saved")));
    });
  }

  const waiting = new WeakSet();

  addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!saving.has(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (waiting.has(form)) return;
      waiting.add(form);
      const pressed = event.submitter;
      form.addEventListener(
        "toelab:saved",
        () => {
          waiting.delete(form);
          // The button says that it is busy and is switched off by now: its value goes along in a field.
          if (pressed?.name) {
            const field = document.createElement("input");
            Object.assign(field, { type: "hidden", name: pressed.name, value: pressed.value });
            form.append(field);
          }
          form.requestSubmit();
        },
        { once: true },
      );
    },
    { capture: true },
  );
}
