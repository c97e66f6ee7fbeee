// What swapping in the result anew must not lose: the parts that are open, where the visitor is, and a tick that
// waits for the one before it.
// Without this script everything works; the whole page is then sent instead.
(function () {
  "use strict";
  let opened = [];
  let pressed = null;

  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "result") return;
    opened = Array.from(event.detail.target.querySelectorAll("details[open][id]"), (details) => details.id);
  });

  document.addEventListener("htmx:afterSwap", function () {
    for (const id of opened) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    opened = [];
  });

  // What was pressed stands elsewhere now: reading goes on there, as it does without this script.
  document.addEventListener("htmx:afterSettle", function () {
    const place = pressed && document.getElementById(pressed);
    pressed = null;
    if (!place) return;
    let there = document.activeElement;
    if (!place.contains(there)) {
      there = place.querySelector("h3") || place;
      there.tabIndex = -1;
      there.focus({ preventScroll: true });
    }
    there.scrollIntoView({ block: "center" });
  });

  // A waiting request is sent when its button is gone already, or another one was pressed since.
  document.addEventListener("htmx:configRequest", function (event) {
    const button = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
    if (!button || !button.name) return;
    for (const name of ["have", "have_not", "choose"]) event.detail.formData.delete(name);
    event.detail.formData.set(button.name, button.value);
    pressed = button.value;
  });
})();
