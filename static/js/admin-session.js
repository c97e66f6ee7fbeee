/* Saving looks first whether the session is still there; where it ended one logs in in a window of its own, and the
   saving goes on. Without script the server keeps what was typed and gives it back after the log-in. */
"use strict";

(function () {
  const PAUSE = 2000;
  const WORDS = {
    ended: "登录过期了（离开太久，或者在别的窗口退出过）。你写的内容都在这一页上，还没有保存。请在新窗口登录，登录以后这里接着保存。",
    other: "新窗口里登录的是另一个账号。这一页要用原来的账号保存。",
    away: "连不上服务器，还没有保存。你写的内容都在这一页上，网络好了再按“接着保存”。",
  };

  async function session() {
    const address = document.querySelector("[data-session]").dataset.session;
    const response = await fetch(address, { cache: "no-store" });
    if (!response.ok) throw new Error(response.status);
    return response.json();
  }

  /* What stands against saving; empty where nothing does. */
  async function obstacle(mark) {
    try {
      const { account, before = [], csrf } = await session();
      // The secret may have been changed since the page was opened.
      if (![account, ...before].includes(mark.dataset.account)) return account ? "other" : "ended";
      // A new log-in has changed it.
      for (const field of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) field.value = csrf;
      return "";
    } catch {
      return "away";
    }
  }

  function send(form, submitter) {
    document.dispatchEvent(new CustomEvent("session:back"));
    if (submitter?.name) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden" });
      [pressed.name, pressed.value] = [submitter.name, submitter.dataset.said ?? submitter.value];
      form.append(pressed);
    }
    if (submitter?.hasAttribute("formaction")) form.action = submitter.formAction;
    HTMLFormElement.prototype.submit.call(form);
  }

  function element(name, words, attributes = {}) {
    const made = Object.assign(document.createElement(name), attributes);
    made.textContent = words;
    return made;
  }

  /* Asks until one may save, or gives up. */
  function wait(mark, why, login) {
    return new Promise((resolve) => {
      const dialog = element("dialog", "", { className: "session" });
      const said = element("p", WORDS[why], { id: "session-said" });
      const link = element("a", "在新窗口登录", { href: login, target: "_blank", className: "button" });
      const on = element("button", "接着保存", { type: "button", className: "button default" });
      const off = element("button", "先不保存", { type: "button", className: "button" });
      dialog.setAttribute("aria-labelledby", said.id);
      const row = element("p", "", { className: "buttons" });
      row.append(link, on, off);
      dialog.append(said, row);
      document.body.append(dialog);
      let looking = false;

      async function look(pressed) {
        if (looking) return;
        looking = true;
        const now = await obstacle(mark);
        looking = false;
        if (now === "") return finish(true);
        if (now !== why || pressed) said.textContent = WORDS[(why = now)];
        link.hidden = why === "away";
      }
      function finish(go) {
        clearInterval(timer);
        dialog.remove();
        resolve(go);
      }
      // Where the server is away, the clerk says when to try again.
      const timer = setInterval(() => why !== "away" && look(false), PAUSE);
      on.addEventListener("click", () => look(true));
      off.addEventListener("click", () => finish(false));
      dialog.addEventListener("cancel", () => finish(false));
      link.hidden = why === "away";
      dialog.showModal();
    });
  }

  document.addEventListener(
    "submit",
    async (event) => {
      const form = event.target;
      const submitter = event.submitter;
      const mark = form.querySelector('[name="typed_by"]');
      if (!mark || (submitter?.formTarget && submitter.hasAttribute("formtarget"))) return;
      event.preventDefault();
      if (form.dataset.asking) return;
      form.dataset.asking = "yes";
      if (submitter) submitter.dataset.said = submitter.value;
      const why = await obstacle(mark);
      if (!why || (await wait(mark, why, document.querySelector("[data-session]").dataset.login))) {
        send(form, submitter);
      } else if (submitter) {
        // As it was before it was pressed.
        submitter.value = submitter.dataset.said;
        submitter.removeAttribute("aria-busy");
        delete submitter.dataset.pressed;
      }
      delete form.dataset.asking;
    },
    true,
  );
})();
