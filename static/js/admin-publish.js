/* Publishing takes a moment: the button says so and takes no second press. */
"use strict";

document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("[data-working]");
  if (!button) return;
  if (button.dataset.pressed) {
    event.preventDefault();
    return;
  }
  button.dataset.pressed = "yes";
  button.setAttribute("aria-busy", "true");
  button.value = button.dataset.working;
});

// Back by the browser's own button: ready again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
