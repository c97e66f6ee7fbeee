// A change that did not reach the server stays on the page; it is said, and sent again: by the button, as soon as the
// line is back, and every now and then. What leads on waits for it.
(function () {
  "use strict";
  const FIRST_PAUSE = 5, LONGEST_PAUSE = 60; // seconds
  const box = document.getElementById("unsent");
  const said = box.querySelector("p");
  const again = box.querySelector("button");
  // By the id of the button pressed; a change of a form has none.
  const waiting = new Map();
  let onwards = null;
  let pause = FIRST_PAUSE;
  let timer = 0;

  function keyOf(detail) {
    const cause = detail.requestConfig && detail.requestConfig.triggeringEvent;
    return (cause && cause.submitter && cause.submitter.id) || "";
  }

  function failed(why) {
    return function (event) {
      waiting.set(keyOf(event.detail), event.detail.elt);
      const status = event.detail.xhr ? event.detail.xhr.status : 0;
      say(status >= 400 && status < 500 && status !== 429 ? "refused" : why);
    };
  }

  function say(why) {
    box.hidden = false;
    said.textContent = box.dataset[why];
    clearTimeout(timer);
    again.hidden = why === "refused";
    if (again.hidden) return waiting.clear(); // the same again would be refused again
    timer = setTimeout(sendAgain, pause * 1000);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  function sendAgain() {
    clearTimeout(timer);
    for (const [id, form] of waiting) {
      const button = id && document.getElementById(id);
      if (button) button.click();
      else if (!id) htmx.trigger(form, "change");
      else waiting.delete(id); // what was pressed is gone, and with it what it meant
    }
  }

  function arrived(event) {
    if (!event.detail.successful || !waiting.delete(keyOf(event.detail)) || waiting.size) return;
    clearTimeout(timer);
    pause = FIRST_PAUSE;
    box.hidden = true;
    said.textContent = "";
    const next = onwards;
    onwards = null;
    if (next && next.isConnected) next.click();
  }

  document.addEventListener("htmx:sendError", failed("line"));
  document.addEventListener("htmx:timeout", failed("line"));
  document.addEventListener("htmx:responseError", failed("busy"));
  document.addEventListener("htmx:afterRequest", arrived);
  window.addEventListener("online", sendAgain);
  again.addEventListener("click", sendAgain);

  // The browser's own page about a lost line would take what was typed with it.
  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (!form.hasAttribute("hx-trigger") || (navigator.onLine && !waiting.size)) return;
    event.preventDefault();
    onwards = event.submitter;
    waiting.set("", form);
    if (navigator.onLine) sendAgain();
    else say("line");
  });

  window.addEventListener("beforeunload", function (event) {
    if (waiting.size) event.preventDefault();
  });
})();
