/* Tells the publish page, open in another tab, who has looked at this change, and at the one before it. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const said = document.querySelector("main[data-change]")?.dataset;
  if (!said || !("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel("looked");
  channel.postMessage({ change: said.change, looked: said.looked });
  if (said.after) channel.postMessage({ change: said.after, looked: said.afterLooked });
  channel.close();
});
