/* The forms are long: after a refusal, the first field with an error comes into view. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const error = document.querySelector("#content-main .errorlist");
  error?.closest("details")?.setAttribute("open", "");
  error?.scrollIntoView({ block: "center" });
});
