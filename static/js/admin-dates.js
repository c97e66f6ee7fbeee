// A row that is added before the page has come wholly gets its calendars at once, and Django gives every field of the
// page one more when it has. Either one fills in the field; the one that stands last in the line goes.
"use strict";

window.addEventListener("load", function () {
  document.querySelectorAll(".datetimeshortcuts + .datetimeshortcuts").forEach((twice) => twice.remove());
});
