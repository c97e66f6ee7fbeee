/* What is typed into a condition is read as a sentence below it. Without script it is read once it is saved. */
"use strict";

(function () {
  const waiting = new Map();

  async function read(row, output) {
    const field = (name) => row.querySelector(`[name$="-${name}"]`)?.value ?? "";
    const body = new URLSearchParams({
      csrfmiddlewaretoken: document.querySelector('[name="csrfmiddlewaretoken"]').value,
    });
    for (const name of ["question", "operator", "value", "measured_at"]) body.set(name, field(name));
    const address = document.querySelector("[data-sentences]").dataset.sentences;
    try {
      const response = await fetch(address, { method: "POST", body });
      if (response.ok) output.textContent = (await response.json()).sentence;
    } catch {
      // The server is away; saving will tell.
    }
  }

  function later(event) {
    const row = event.target.closest?.(".inline-related");
    const output = row?.querySelector("output.reading");
    if (!output) return;
    clearTimeout(waiting.get(row));
    waiting.set(
      row,
      setTimeout(() => read(row, output), 400),
    );
  }

  document.addEventListener("input", later);
  document.addEventListener("change", later);
})();
