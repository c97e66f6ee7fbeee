/* Saved rows come as what stands in them. They are unfolded from the empty row before any other script looks. */
"use strict";

(function () {
  const PLACES = ["id", "name", "for", "aria-describedby"];

  function unfold(row) {
    const empty = row.closest(".inline-group").querySelector(".empty-form");
    const number = row.id.slice(row.id.lastIndexOf("-") + 1);
    const body = document.createDocumentFragment();
    for (const part of empty.children) {
      if (!part.matches("h3, input, .errorlist")) body.append(part.cloneNode(true));
    }
    const sent = new Map();
    for (const input of row.querySelectorAll(":scope > input:not([id])")) {
      sent.set(input.name, input);
      input.remove();
    }
    for (const element of body.querySelectorAll("*")) {
      for (const place of PLACES) {
        const said = element.getAttribute(place);
        if (said?.includes("__prefix__")) element.setAttribute(place, said.replaceAll("__prefix__", number));
      }
      if (element.name && element.matches("input, select, textarea")) fill(element, sent.get(element.name));
    }
    for (const help of row.querySelectorAll(":scope > [data-help]")) {
      explain(body.querySelector(`#id_${row.id}-${help.dataset.help}`), help);
      help.remove();
    }
    const fold = body.querySelector("details.fold");
    if (fold) {
      fold.open = "open" in row.dataset;
      fold.querySelector(".folded").textContent = row.dataset.folded && `（${row.dataset.folded}）`;
    }
    row.querySelector("h3").after(body);
    for (const name of ["sent", "open", "folded"]) delete row.dataset[name];
  }

  // As if it had come so: to go back to what is saved, browsers and other scripts look at this.
  function fill(field, sent) {
    const value = sent?.value ?? "";
    if (field.type === "checkbox") field.defaultChecked = Boolean(sent);
    else if (field.matches("select")) for (const option of field.options) option.defaultSelected = option.value === value;
    else if (field.matches("textarea")) field.defaultValue = value;
    else if (value) field.setAttribute("value", value);
    else field.removeAttribute("value");
    if (sent?.hasAttribute("readonly")) field.readOnly = true;
  }

  // Such as the hint with a question's choices, or why a code cannot be changed, which no new row says.
  function explain(field, help) {
    const line = field.closest(".form-row");
    const id = `${field.id}_helptext`;
    if (!line.querySelector(`[id="${id}"]`)) {
      const place = Object.assign(document.createElement("p"), { id, className: "help" });
      place.append(document.createElement("span"));
      line.append(place);
      field.setAttribute("aria-describedby", id);
    }
    line.querySelector(`[id="${id}"] span`).replaceChildren(...help.childNodes);
  }

  document.querySelectorAll("[data-sent]").forEach(unfold);
  document.querySelectorAll("[data-whole]").forEach((note) => note.remove());
})();
