// Of all text, only what this site has just answered to htmx is read as HTML, and none as a script: whatever else came
// so far would be a mistake, and is refused. Browsers without Trusted Types go without this.
(function () {
  "use strict";
  if (!window.trustedTypes) return;
  let answered = null;

  document.addEventListener("htmx:beforeSwap", function (event) {
    answered = event.detail.serverResponse;
  }, true);

  // As htmx hands it on: whole, or wrapped so that a part of a page stays as it is.
  function isAnswer(text) {
    return answered !== null
      && (text === answered || text === `<body><template class="internal-htmx-wrapper">${answered}</template></body>`);
  }

  trustedTypes.createPolicy("default", { createHTML: (text) => (isAnswer(text) ? text : null) });
})();
