// What swapping in the result anew must not lose: the parts that are open, where the visitor is, and a tick that
// waits for the one before it.
// Without this script everything works; the whole page is then sent instead.
(function () {
  "use strict";
  let opened = [];
  let pressed = null;
  let button = null;

  function reveal(place) {
    for (let one = place; one; one = one.parentElement) if (one.localName === "details") one.open = true;
    const own = place.querySelector(":scope > details:only-child");
    if (own) own.open = true;
  }

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
    reveal(place);
    // What was folded could not take the focus back.
    const again = button && document.getElementById(button);
    if (again && place.contains(again)) again.focus({ preventScroll: true });
    let there = document.activeElement;
    if (!place.contains(there)) {
      there = place.querySelector("h3") || place;
      there.tabIndex = -1;
      there.focus({ preventScroll: true });
    }
    there.scrollIntoView({ block: "center" });
  });

  // Who is led to a part of the page finds it open.
  function unfold() {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    reveal(place);
    place.scrollIntoView();
  }
  window.addEventListener("hashchange", unfold);
  document.addEventListener("click", function (event) {
    const link = event.target.closest && event.target.closest("a[href^='#']");
    // The same place a second time changes nothing that could be heard of.
    if (link && link.hash === location.hash) unfold();
  });
  if (location.hash) unfold();

  // A waiting request is sent when its button is gone already, or another one was pressed since.
  document.addEventListener("htmx:configRequest", function (event) {
    const submitter = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
    if (!submitter || !submitter.name) return;
    for (const name of ["have", "have_not", "choose", "ready", "not_ready"]) event.detail.formData.delete(name);
    event.detail.formData.set(submitter.name, submitter.value);
    pressed = submitter.value;
    button = submitter.id;
  });
})();
