// A link ends in # and the code: the code is put into the form and sent in the body of a post, never in an address.
// Without this script the link is pasted into the same form.
(function () {
  "use strict";
  const field = document.getElementById("code");
  const asked = document.getElementById("locked");
  const password = document.getElementById("password");

  // What a calendar's link holds is encrypted: it is opened here, and what was in it is sent.
  function locked() {
    return window.sealed && sealed.can && sealed.find(field.value.normalize("NFKC"));
  }

  function ask(again) {
    asked.hidden = false;
    document.getElementById("wrong").hidden = !again;
    password.setAttribute("aria-invalid", again);
    password.select();
    password.focus();
  }

  async function send() {
    const found = locked();
    if (!found) return field.form.submit();
    if (found.withPassword && !password.value) return ask(false);
    const code = await sealed.open(found, password.value);
    if (code === null && found.withPassword) return ask(true);
    // What cannot be opened goes as it is, and the page says what is wrong with it.
    if (code !== null) field.value = code;
    field.form.submit();
  }

  field.form.addEventListener("submit", function (event) {
    if (!locked()) return;
    event.preventDefault();
    send();
  });

  function take() {
    const code = location.hash.slice(1);
    if (code.length < 30 && !/^[kp]1\./.test(code)) return;
    history.replaceState(null, "", location.pathname);
    field.value = code;
    // Answers that are in this browser already are not thrown away unasked.
    if ("atOnce" in field.form.dataset) send();
    else {
      document.getElementById("opened").hidden = false;
      const heading = document.getElementById("bring-back");
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    }
  }

  take();
  window.addEventListener("hashchange", take);

  // As large as fits, with a whole number of the screen's own pixels for each module, however many the screen has
  // for one of CSS: readers take uneven modules for damage.
  const qr = document.querySelector(".qr");

  function fit() {
    const modules = qr.viewBox.baseVal.width;
    const room = Math.min(qr.closest(".card").clientWidth, 480);
    const module = Math.max(1, Math.floor((room * devicePixelRatio) / modules)) / devicePixelRatio;
    qr.setAttribute("width", modules * module);
    qr.setAttribute("height", modules * module);
    document.getElementById("dense").hidden = module >= 3;
  }

  if (qr) {
    fit();
    window.addEventListener("resize", fit); // zooming the page resizes it too
  }
})();
