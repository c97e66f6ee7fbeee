/* Publishing takes a moment: the button says so and takes no second press. What is looked at in another tab is said here. */
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

if ("BroadcastChannel" in window) {
  new BroadcastChannel("looked").addEventListener("message", ({ data }) => {
    for (const said of document.querySelectorAll("[data-tick]")) {
      if (said.dataset.tick !== data.change) continue;
      said.classList.toggle("looked", Boolean(data.looked));
      said.textContent = data.looked ? `已核对：${data.looked}` : "还没有核对";
    }
    const open = document.querySelectorAll("[data-tick]:not(.looked)").length;
    const count = document.querySelector("[data-unseen]");
    if (count) count.textContent = open ? `还有 ${open} 项没有核对` : "全部核对过了";
  });
}
