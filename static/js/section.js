// What swapping in a section's questions must not lose: text being typed, opened explanations, the focus, the place.
// Without this script everything works; the whole page is then sent instead.
(function () {
  "use strict";
  let swapping = false;
  let typing = null;
  let opened = [];
  let place = null;
  let told = "";

  document.addEventListener("htmx:beforeSwap", function (event) {
    const target = event.detail.target;
    // An answer that is an error is not swapped in.
    if (!event.detail.shouldSwap || !target || target.id !== "questions") return;
    const active = document.activeElement;
    typing = active && target.contains(active) && active.id.endsWith("-text") ? { id: active.id, text: active.value } : null;
    opened = Array.from(target.querySelectorAll("details[open]"), (details) => details.id);
    place = active && target.contains(active) ? placeOf(active, target) : null;
    told = toldIn(target).join();
    swapping = true;
  });

  // What is wrong, and what a search has found.
  function toldIn(questions) {
    return Array.from(questions.querySelectorAll(".error, .hits"), (line) => {
      const label = line.closest(".question").querySelector("legend, label");
      return `${label.textContent}${line.textContent}`;
    });
  }

  // A browser takes the removal of a half-written field for the end of writing; it is not.
  document.addEventListener("change", function (event) {
    if (swapping) event.stopImmediatePropagation();
  }, true);

  document.addEventListener("htmx:afterSwap", function () {
    if (!swapping) return; // one of the other places that came with it
    swapping = false;
    for (const id of opened) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    if (place) returnTo(place);
    // Said only once: what was wrong before is not said again with every change.
    const now = toldIn(document.getElementById("questions"));
    document.getElementById("told").textContent = now.filter((line) => !told.includes(line)).join("");
    const input = typing && document.getElementById(typing.id);
    if (input && input.value !== typing.text) goOnTyping(input, typing.text);
    opened = [];
    typing = null;
    place = null;
  });

  // Which fields stood before and after the one with the focus, and how far down the screen that was.
  function placeOf(active, target) {
    const ids = Array.from(target.querySelectorAll("[id]"), (element) => element.id);
    return { id: active.id, top: active.getBoundingClientRect().top, ids: ids, at: ids.indexOf(active.id) };
  }

  // A question that no longer matters goes, and others with it: reading goes on at what is left of the neighbourhood.
  function returnTo(place) {
    const stayed = document.getElementById(place.id);
    if (stayed) {
      window.scrollBy({ top: stayed.getBoundingClientRect().top - place.top, behavior: "instant" });
      return;
    }
    const nearest = place.ids.slice(place.at + 1).concat(place.ids.slice(0, place.at).reverse());
    for (const id of nearest) {
      const element = document.getElementById(id);
      if (element && element.matches("input:not([type=hidden])")) return element.focus({ preventScroll: true });
    }
  }

  function goOnTyping(input, text) {
    input.value = text;
    // What a script put there is no change to the browser.
    input.addEventListener("blur", () => input.dispatchEvent(new Event("change", { bubbles: true })), { once: true });
  }

  // From the summary of mistakes to the field, with its question and what is wrong in view.
  document.addEventListener("click", function (event) {
    const link = event.target.closest(".errors a");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    field.focus({ preventScroll: true });
    field.closest(".question").scrollIntoView();
  });

  // On a slow line a question may be answered before htmx is there to notice.
  window.addEventListener("load", function () {
    const answered = Array.from(document.querySelectorAll("#questions input:not([type=hidden])"))
      .find((input) => (input.type === "text" ? input.value !== input.defaultValue : input.checked !== input.defaultChecked));
    if (answered) answered.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // For browsers that know autofocus on form fields only.
  window.addEventListener("load", function () {
    const first = document.querySelector("[autofocus]");
    if (first && !location.hash && document.activeElement === document.body) first.focus();
  });
})();
