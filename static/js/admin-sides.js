/* Tells the publish page, open in another tab, who has looked at this change. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const main = document.querySelector("main[data-change]");
  if (!main || !("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel("looked");
  channel.postMessage({ change: main.dataset.change, looked: main.dataset.looked });
  channel.close();
});
