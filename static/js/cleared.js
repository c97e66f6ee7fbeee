// When the time is over, or the page is left, nothing of the cleared answers stays in it, whatever a browser keeps.
(function () {
  "use strict";
  const undo = document.getElementById("undo");

  function end() {
    undo.remove();
    document.getElementById("over").hidden = false;
  }

  setTimeout(end, undo.dataset.seconds * 1000);
  window.addEventListener("pagehide", end);
})();
