/* Django's own scripts, and jQuery, make HTML of text. Here goes through what only shows something; what could run is
   refused, and so is any text as a script. Browsers without Trusted Types go without this. */
"use strict";

(function () {
  if (!window.trustedTypes) return;
  const RUNS = "script, iframe, frame, object, embed, base";
  const LEADS = ["href", "src", "action", "formaction", "data", "xlink:href"];
  const inert = trustedTypes.createPolicy("inert", { createHTML: (text) => text });

  function runs(element) {
    if (element.matches(RUNS)) return true;
    return [...element.attributes].some(
      ({ name, value }) =>
        name.startsWith("on") ||
        name === "srcdoc" ||
        // Browsers leave out what shows nothing before and within the scheme.
        (LEADS.includes(name) && /^(javascript|data|vbscript):/i.test(value.replace(/[\u0000-\u0020]/g, ""))),
    );
  }

  function* elementsOf(place) {
    for (const element of place.querySelectorAll("*")) {
      yield element;
      if (element instanceof HTMLTemplateElement) yield* elementsOf(element.content);
    }
  }

  // Read where nothing runs, as a page and, for rows and cells, as a part of one.
  function onlyShows(text) {
    const read = [text, `<template>${text}</template>`];
    return read.every((html) => {
      const page = new DOMParser().parseFromString(inert.createHTML(html), "text/html");
      return ![...elementsOf(page)].some(runs);
    });
  }

  trustedTypes.createPolicy("default", { createHTML: (text) => (onlyShows(text) ? text : null) });
})();
