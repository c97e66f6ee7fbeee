/* What is typed into a condition is read as a sentence in its heading. Without script it is read once it is saved. */
"use strict";

(function () {
  const waiting = new Map();
  const shown = ["operator", "value", "measured_at", "alternative", "branch", "clause", "note"];

  async function read(row) {
    const field = (name) => row.querySelector(`[name$="-${name}"]`);
    const body = new URLSearchParams({
      csrfmiddlewaretoken: document.querySelector('[name="csrfmiddlewaretoken"]').value,
      question: (field("question") ?? field("parent"))?.value ?? "",
    });
    for (const name of shown) body.set(name, field(name)?.value ?? "");
    for (const name of ["since", "until"]) {
      const chosen = field(name);
      if (chosen?.value) body.set(name, chosen.selectedOptions[0].text);
    }
    for (const name of ["inferred", "widens"]) if (field(name)?.checked) body.set(name, "on");
    const address = row.closest("[data-sentences]").dataset.sentences;
    try {
      const response = await fetch(address, { method: "POST", body });
      if (response.ok) show(row, await response.json());
    } catch {
      // The server is away; saving will tell.
    }
  }

  function show(row, { sentence, folded, hint }) {
    say(row.querySelector("output.reading"), sentence);
    say(row.querySelector(".folded"), folded && `（${folded}）`);
    if (hint) say(row.querySelector('[id$="-value_helptext"] span'), hint);
  }

  function say(element, words) {
    // Said again, it would be read out again.
    if (element && element.textContent !== words) element.textContent = words;
  }

  function later(event) {
    const row = event.target.closest?.(".inline-related");
    if (!row?.querySelector("output.reading")) return;
    clearTimeout(waiting.get(row));
    waiting.set(
      row,
      setTimeout(() => read(row), 400),
    );
  }

  document.addEventListener("input", later);
  document.addEventListener("change", later);
})();
