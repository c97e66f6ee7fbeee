/* What is typed and not saved is kept in this browser, encrypted with a key that only its account's pages have; a page
   opened again offers it. Saving clears it, logging out clears all. Not on a machine that was said to be shared. */
"use strict";

(function () {
  const START = "draft:";
  const SENT = "draft-sent";
  const ENDED = "drafts-ended";
  const PAUSE = 1000;
  const OLDEST = 7 * 24 * 60 * 60 * 1000;
  const LEFT_OUT = new Set([
    ..."csrfmiddlewaretoken typed_by _given_back _look_first action index select_across _selected_action".split(" "),
    ..."token held seen offer confirmed chosen_rest slip".split(" "),
  ]);
  // Without encryption nothing outlives the window.
  const store = window.crypto?.subtle ? localStorage : sessionStorage;
  let ended = false;

  /* Logging out */

  function clear() {
    ended = true;
    for (const kept of [localStorage, sessionStorage])
      for (const key of Object.keys(kept)) if (key.startsWith(START) || key === SENT) kept.removeItem(key);
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#logout-form, form.leave")) return;
    clear();
    localStorage.setItem(ENDED, Date.now());
  });
  window.addEventListener("storage", (event) => {
    if (event.key === ENDED) clear();
  });
  document.addEventListener("session:back", () => (ended = false));

  /* The form that is typed into */

  const typeable = 'input:not([type="hidden"], [type="submit"], [type="button"], [type="file"]), select, textarea';
  const mark = [...document.querySelectorAll('form [name="typed_by"]')].find(
    ({ form }) => form.querySelector(typeable) && !form.querySelector('[type="password"], [type="file"]'),
  );
  const sent = sessionStorage.getItem(SENT);
  const saved = document.querySelector(".messagelist .success");
  // Not yet: it was refused, or waits for a log-in.
  const open = document.querySelector('.errornote, .errorlist, #login-form, [name="_given_back"]');
  if (sent && saved) for (const kept of [localStorage, sessionStorage]) kept.removeItem(sent);
  if (sent && (saved || !open)) sessionStorage.removeItem(SENT);
  if (!mark?.dataset.draftKey) return;
  const form = mark.form;
  const name = `${START}${mark.dataset.account}:${location.pathname}`;
  const kept = (field) => !LEFT_OUT.has(field) && !field.includes("__prefix__");
  const typed = () => JSON.stringify([...new FormData(form)].filter(([field, value]) => kept(field) && typeof value === "string"));

  /* Keeping */

  async function cipher(key) {
    const bytes = Uint8Array.from(key.match(/../g), (pair) => parseInt(pair, 16));
    return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  }
  const inText = (bytes) => btoa(String.fromCharCode(...bytes));
  const inBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  async function lock(text) {
    if (store === sessionStorage) return { text };
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const locked = new Uint8Array(
      await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipher(mark.dataset.draftKey), new TextEncoder().encode(text)),
    );
    const parts = [];
    for (let at = 0; at < locked.length; at += 8192) parts.push(String.fromCharCode(...locked.subarray(at, at + 8192)));
    return { iv: inText(iv), text: btoa(parts.join("")) };
  }

  async function unlock({ iv, text }, key = mark.dataset.draftKey) {
    if (store === sessionStorage) return text;
    const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: inBytes(iv) }, await cipher(key), inBytes(text));
    return new TextDecoder().decode(opened);
  }

  let shown = typed();
  let offered = false;
  let timer = null;

  async function keep() {
    clearTimeout(timer);
    const now = typed();
    if (ended || offered || now === shown) return;
    shown = now;
    const locked = await lock(now);
    try {
      if (!ended) store.setItem(name, JSON.stringify({ at: Date.now(), ...locked }));
    } catch {
      // There is no more room; what is typed is still on the page.
    }
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  // Date pickers and the buttons of rows fill in fields without a word.
  document.addEventListener("click", later);
  document.addEventListener("visibilitychange", keep);
  form.addEventListener(
    "submit",
    () => {
      keep();
      if (!ended) sessionStorage.setItem(SENT, name);
    },
    true,
  );

  /* Offering */

  /* Where the secret was changed, what lies under the key of before goes under that of now. */
  async function takeOver() {
    for (const pair of (mark.dataset.draftsBefore ?? "").split(" ").filter(Boolean)) {
      const [account, key] = pair.split(":");
      const place = `${START}${account}:${location.pathname}`;
      const found = JSON.parse(store.getItem(place));
      const text = found && (await unlock(found, key).catch(() => null));
      if (text && !store.getItem(name)) store.setItem(name, JSON.stringify({ at: found.at, ...(await lock(text)) }));
      store.removeItem(place);
    }
  }

  async function read() {
    await takeOver();
    const found = JSON.parse(store.getItem(name));
    if (!found) return null;
    const text = found.at > Date.now() - OLDEST ? await unlock(found).catch(() => null) : null;
    if (text === null || content(text) === content(shown)) return null;
    return { at: new Date(found.at), fields: JSON.parse(text) };
  }

  /* That others saved meanwhile makes no draft of what says the same. */
  function content(text) {
    return JSON.stringify(JSON.parse(text).filter(([field]) => field !== "seen_version" && field !== "seen_page"));
  }

  function when(at) {
    const time = at.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    return at.toDateString() === new Date().toDateString() ? time : `${at.getMonth() + 1} 月 ${at.getDate()} 日 ${time}`;
  }

  function button(words, pressed) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    made.textContent = words;
    made.addEventListener("click", pressed);
    return made;
  }

  function offer({ at, fields }) {
    offered = true;
    const box = Object.assign(document.createElement("div"), { className: "module draft" });
    const said = document.createElement("p");
    said.textContent = `这一页有没保存的草稿，${when(at)} 写的。`;
    const decided = () => {
      offered = false;
      box.remove();
    };
    const row = document.createElement("p");
    row.append(
      button("接着写", () => {
        decided();
        if (form.querySelector("[data-restorable]")) sendAgain(fields);
        else fillIn(fields);
      }),
      " ",
      button("丢掉", () => {
        decided();
        store.removeItem(name);
      }),
    );
    box.setAttribute("role", "status");
    box.append(said, row);
    form.before(box);
  }

  /* The server shows it, rows that were added and what others changed since included; nothing is saved. */
  function sendAgain(fields) {
    const again = Object.assign(document.createElement("form"), { method: "post", action: location.href, hidden: true });
    const own = ["csrfmiddlewaretoken", "typed_by"].map((field) => [field, form.elements[field].value]);
    for (const [field, value] of [...fields, ...own, ["_look_first", "1"]])
      again.append(Object.assign(document.createElement("input"), { type: "hidden", name: field, value }));
    document.body.append(again);
    sessionStorage.setItem(SENT, name);
    HTMLFormElement.prototype.submit.call(again);
  }

  function fillIn(fields) {
    const values = new Map();
    for (const [field, value] of fields) values.set(field, [...(values.get(field) ?? []), value]);
    for (const field of form.elements) {
      if (!field.name || !kept(field.name) || field.type === "hidden" || field.type === "submit") continue;
      const said = values.get(field.name) ?? [];
      if (["checkbox", "radio"].includes(field.type)) field.checked = said.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = said.includes(option.value);
      else if (said.length) field.value = said[0];
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  // A page that came back refused, or that was asked for with what was typed, shows it already.
  if (sent === name && document.querySelector(".errornote, .errorlist")) shown = "";
  else
    read().then((found) => {
      if (found) offer(found);
      else if (store.getItem(name)) store.removeItem(name);
    });
})();
