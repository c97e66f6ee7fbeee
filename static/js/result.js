// What swapping in the result anew must not lose: the parts that are open, and a tick that waits for the one before it.
// Without this script everything works; the whole page is then sent instead.
(function () {
  "use strict";
  let opened = [];

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

  // A waiting request is sent when its button is gone already, or another one was pressed since.
  document.addEventListener("htmx:configRequest", function (event) {
    const pressed = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
    if (!pressed || !pressed.name) return;
    for (const name of ["have", "have_not", "choose"]) event.detail.formData.delete(name);
    event.detail.formData.set(pressed.name, pressed.value);
  });
})();
