// What swapping in a section's questions must not lose: text being typed, opened explanations, the focus.
// Without this script everything works; the whole page is then sent instead.
(function () {
  "use strict";
  let swapping = false;
  let typing = null;
  let opened = [];

  document.addEventListener("htmx:beforeSwap", function (event) {
    const target = event.detail.target;
    if (!target || target.id !== "questions") return;
    const active = document.activeElement;
    typing = active && target.contains(active) && active.id.endsWith("-text") ? { id: active.id, text: active.value } : null;
    opened = Array.from(target.querySelectorAll("details[open]"), (details) => details.id);
    swapping = true;
  });

  // A browser takes the removal of a half-written field for the end of writing; it is not.
  document.addEventListener("change", function (event) {
    if (swapping) event.stopImmediatePropagation();
  }, true);

  document.addEventListener("htmx:afterSwap", function () {
    swapping = false;
    for (const id of opened) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    const input = typing && document.getElementById(typing.id);
    if (input && input.value !== typing.text) goOnTyping(input, typing.text);
    opened = [];
    typing = null;
  });

  function goOnTyping(input, text) {
    input.value = text;
    // What a script put there is no change to the browser.
    input.addEventListener("blur", () => input.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
  }

  // For browsers that know autofocus on form fields only.
  window.addEventListener("load", function () {
    const first = document.querySelector("[autofocus]");
    if (first && !location.hash && document.activeElement === document.body) first.focus();
  });
})();
