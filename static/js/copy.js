// Copies a field's text; 「已复制」 is said only where it was. Without this script the text is marked and copied by hand.
(function () {
  "use strict";
  const STANDS = 4000; // milliseconds

  async function copied(source) {
    source.focus({ preventScroll: true });
    source.setSelectionRange(0, source.value.length);
    try {
      await navigator.clipboard.writeText(source.value);
      return true;
    } catch {
      return document.execCommand("copy"); // where the page may not use the clipboard, as without HTTPS
    }
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    const name = button.textContent;
    const told = document.getElementById("copied");
    button.hidden = false;
    button.addEventListener("click", async function () {
      const done = await copied(document.getElementById(button.dataset.copy));
      told.textContent = done ? button.dataset.done : button.dataset.failed;
      told.classList.toggle("unseen", done);
      if (!done) return; // the text stays marked, with the focus
      button.focus({ preventScroll: true });
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = name; }, STANDS);
    });
  }
})();
