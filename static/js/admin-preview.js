/* The preview follows what is typed: a moment after the last change, one look at a time, without saving. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 1000;
  const form = document.getElementById("policy_form");
  const frame = document.querySelector('iframe[name="preview"]');
  const follows = document.querySelector("[data-follows]");
  if (!form || !frame || !follows) return;
  follows.hidden = false;

  const typed = () => new URLSearchParams(new FormData(form)).toString();
  // A refused page comes back with what was typed.
  let seen = document.querySelector("#content-main .errornote") ? "" : typed();
  let loaded = frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank";
  let timer = null;
  let looking = false;

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  async function look() {
    const now = typed();
    if (!loaded || looking || now === seen) return;
    looking = true;
    frame.setAttribute("aria-busy", "true");
    try {
      const headers = { "Content-Type": "application/x-www-form-urlencoded" };
      const response = await fetch(frame.src, { method: "POST", body: now, headers });
      // Whoever is no longer signed in would see the login page there; saving will tell.
      if (response.ok && !response.redirected) show(await response.text());
    } catch {
      // The server is away; saving will tell.
    }
    seen = now;
    looking = false;
    frame.removeAttribute("aria-busy");
    if (typed() !== seen) later();
  }

  // Into the page that is there: nothing is loaded anew, so it stays where it was scrolled to, and so does Back.
  function show(page) {
    const body = new DOMParser().parseFromString(page, "text/html").body;
    frame.contentDocument.body.replaceChildren(...body.childNodes);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // The date pickers and the buttons that add and take away rows fill in fields without a word.
  document.addEventListener("click", later);
  document.addEventListener("formset:removed", later);
  // It stands beside the form.
  document.getElementById("preview-on")?.addEventListener("input", later);
  frame.addEventListener("load", () => {
    loaded = true;
    later();
  });
  later();
});
