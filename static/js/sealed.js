// Encrypts a resume code, and opens what it encrypted; whatever stands here is put behind the # of a link and nowhere
// else. Each code has a key of its own, so that one nonce will do. As written: "k1." key "." what is locked; with a
// password "p1." salt "." what is locked, and the key is in nobody's calendar.
window.sealed = (function () {
  "use strict";
  const NONCE = new Uint8Array(12);
  const ROUNDS = 600000;
  const WRITTEN = /(?:^|[^A-Za-z0-9_-])([kp])1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]+)/;
  const AES = { name: "AES-GCM", length: 128 };

  // Browsers offer it only where the page itself cannot have been changed on its way.
  const can = Boolean(window.crypto && crypto.subtle);

  function text(bytes) {
    let letters = "";
    for (const one of bytes) letters += String.fromCharCode(one);
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function bytes(text) {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  }

  // One for all links of a calendar: a slow way from a password to a key is gone once.
  async function locker(password) {
    const random = () => crypto.getRandomValues(new Uint8Array(16));
    if (!password) return async () => { const key = random(); return ["k1", key, await plain(key), NONCE]; };
    const salt = random(), key = await derived(password, salt);
    return async () => ["p1", salt, key, crypto.getRandomValues(new Uint8Array(12))];
  }

  function plain(key) {
    return crypto.subtle.importKey("raw", key, AES, false, ["encrypt", "decrypt"]);
  }

  async function derived(password, salt) {
    const said = new TextEncoder().encode(password.normalize("NFKC"));
    const from = await crypto.subtle.importKey("raw", said, "PBKDF2", false, ["deriveKey"]);
    const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(way, from, AES, false, ["encrypt", "decrypt"]);
  }

  async function seal(code, lock) {
    const [kind, beside, key, iv] = await lock();
    const locked = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(code)));
    const whole = kind === "k1" ? locked : new Uint8Array([...iv, ...locked]);
    return `${kind}.${text(beside)}.${text(whole)}`;
  }

  function find(pasted) {
    const found = WRITTEN.exec(pasted) || WRITTEN.exec(pasted.replace(/[\s>\u200b-\u200f\u2060\ufeff\u00ad]+/g, ""));
    return found && { withPassword: found[1] === "p", beside: found[2], locked: found[3] };
  }

  // Null where it was cut short or altered, and for another password.
  async function open(found, password) {
    try {
      const beside = bytes(found.beside), whole = bytes(found.locked);
      const key = await (found.withPassword ? derived(password, beside) : plain(beside));
      const [iv, locked] = found.withPassword ? [whole.slice(0, 12), whole.slice(12)] : [NONCE, whole];
      return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, locked));
    } catch {
      return null;
    }
  }

  return { can, locker, seal, find, open };
})();
