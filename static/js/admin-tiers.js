/* A tier or a dated change typed on the policy's page can be chosen at once by what belongs to it. */
"use strict";

(function () {
  const fieldOf = (input) => (name) => document.querySelector(`[name="${input.name.replace(/[^-]+$/, name)}"]`);
  const typedIn = (inline, name) =>
    [...document.querySelectorAll(`[name^="${inline}-"][name$="-${name}"]`)].filter(
      (input) => !input.name.includes("__prefix__") && input.value.trim() && !fieldOf(input)("id")?.value,
    );

  const addedTiers = () =>
    typedIn("tiers", "code").map((input) => {
      const [code, name] = [input.value.trim(), fieldOf(input)("name")?.value.trim()];
      return [`new:${code}`, `${name || code}（${code}）`];
    });

  const addedChanges = () =>
    typedIn("changes", "starts_on").map((input) => {
      const [day, event] = [input.value.trim(), fieldOf(input)("measured_at")];
      const named = event?.value ? `（按${event.selectedOptions[0].text.replace(/（[^（）]*）$/, "")}）` : "";
      return [`new:${day}:${event?.value ?? ""}`, `${day} 起${named}`];
    });

  function offer(select, added) {
    for (const option of [...select.options]) {
      // What is chosen stays, so that a condition never falls back to the whole policy unseen.
      if (option.value.startsWith("new:") && !option.selected) option.remove();
    }
    for (const [value, label] of added) {
      const known = [...select.options].find((option) => option.value === value);
      if (known) known.text = label;
      else select.add(new Option(label, value));
    }
  }

  function offerEverywhere() {
    const [tiers, changes] = [addedTiers(), addedChanges()];
    document.querySelectorAll("select[data-tiers]").forEach((select) => offer(select, tiers));
    document.querySelectorAll("select[data-changes]").forEach((select) => offer(select, changes));
  }

  const ofInterest = (event) => /^(tiers|changes)-/.test(event.target.name ?? "");

  document.addEventListener("DOMContentLoaded", offerEverywhere);
  document.addEventListener("formset:added", offerEverywhere);
  document.addEventListener("formset:removed", offerEverywhere);
  // The date picker fills in a day without a word, and then gives the field the focus.
  for (const kind of ["input", "change", "focusin"]) {
    document.addEventListener(kind, (event) => ofInterest(event) && offerEverywhere());
  }
})();
