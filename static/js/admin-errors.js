/* The forms are long: after a refusal, the first field with an error comes into view, and so does the one a link names. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const named = document.getElementById(location.hash.slice(1));
  const place = document.querySelector("#content-main .errorlist") ?? named;
  for (let fold = place?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  place?.scrollIntoView({ block: "center" });
});
