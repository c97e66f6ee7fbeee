// Puts encrypted links into the calendar file and hands it to the browser. What is encrypted, and the key, are in the
// file alone: neither is sent anywhere. Without this script the file comes without links.
(function () {
  "use strict";
  const form = document.getElementById("with-links");
  const told = document.getElementById("told");
  const button = form.querySelector("button");
  const password = form.querySelector("[type=password]");
  const LONGEST = 75; // bytes of a line, by RFC 5545
  const SHORTEST = 10; // characters of a password, as its help says: whoever has the link can try as many as they like

  function say(words) {
    told.textContent = form.dataset[words] || "";
  }

  // Between characters: a letter of Chinese is three bytes.
  function folded(line) {
    const parts = [];
    let part = "", room = LONGEST;
    for (const letter of line) {
      const size = letter.codePointAt(0) < 0x80 ? 1 : new TextEncoder().encode(letter).length;
      if (size > room) {
        parts.push(part);
        [part, room] = [" ", LONGEST - 1];
      }
      part += letter;
      room -= size;
    }
    return [...parts, part].join("\r\n");
  }

  async function file({ calendar, codes }, password) {
    const lock = await sealed.locker(password), links = {};
    for (const [day, code] of Object.entries(codes)) links[day] = await sealed.seal(code, lock);
    const lines = calendar.replaceAll(/\r\n[ \t]/g, "").split("\r\n");
    const whole = lines.map((line) => line.replace(/#@(\d{4}-\d\d-\d\d)@/, (place, day) => `#${links[day]}`));
    return new Blob([whole.map(folded).join("\r\n")], { type: "text/calendar" });
  }

  function hand(blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = "dates.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function make() {
    const body = new FormData(form);
    let response;
    try {
      response = await fetch(form.action, { method: "POST", body });
    } catch {
      return say("line");
    }
    if (!response.ok || response.redirected) return say("failed");
    hand(await file(await response.json(), password.value));
    say("done");
  }

  form.hidden = !sealed.can;
  document.getElementById("cannot").hidden = sealed.can;
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    const typed = [...password.value.normalize("NFKC")].length, short = typed > 0 && typed < SHORTEST;
    password.setAttribute("aria-invalid", short);
    if (short) {
      say("short");
      return password.focus();
    }
    button.disabled = true;
    try {
      await make();
    } finally {
      button.disabled = false;
    }
  });
})();
