/* A tier typed on the policy's page can be chosen at once for its conditions and factors. */
"use strict";

(function () {
  const addedTiers = () =>
    [...document.querySelectorAll('input[name^="tiers-"][name$="-code"]')]
      .filter((code) => !code.name.includes("__prefix__") && code.value.trim())
      .map((code) => {
        const field = (name) => document.querySelector(`[name="${code.name.replace(/code$/, name)}"]`);
        return { saved: field("id")?.value, code: code.value.trim(), name: field("name")?.value.trim() };
      })
      .filter((tier) => !tier.saved);

  function offer(select) {
    const tiers = addedTiers();
    for (const option of [...select.options]) {
      // What is chosen stays, so that a condition never falls back to the whole policy unseen.
      if (option.value.startsWith("new:") && !option.selected) option.remove();
    }
    for (const { code, name } of tiers) {
      const label = `${name || code}（${code}）`;
      const known = [...select.options].find((option) => option.value === `new:${code}`);
      if (known) known.text = label;
      else select.add(new Option(label, `new:${code}`));
    }
  }

  const offerEverywhere = () => document.querySelectorAll("select[data-tiers]").forEach(offer);

  document.addEventListener("DOMContentLoaded", offerEverywhere);
  document.addEventListener("formset:added", offerEverywhere);
  document.addEventListener("formset:removed", offerEverywhere);
  document.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("tiers-")) offerEverywhere();
  });
})();
