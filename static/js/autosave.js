// Puts what is typed into a form marked `data-keep-on-server` to the server, as its author's own unsaved text: after a
// moment's pause, and at once when the form or the page is left. Says beside the form's button how that went.

import { send } from "./session.js";

const PAUSE = 1500;
const LONGEST = 10_000; // While somebody types without a pause.
const AGAIN = 15_000;

const words = document.getElementById("keep-states");

// What became of a put, by the status of its answer.
const STATES = { 0: "offline", 200: "kept", 401: "ended", 403: "ended", 409: "other-text", 412: "other-person" };

// `read()` is the entry to put (typed.js), null when nothing is unsaved; `onKept(stamp, entry)` says that the server has
// it; `onOther(html)` that it has another text of this person's; `isInBrowser()`, whether the browser has this one.
export function autosave(form, { key, read, onKept, onOther, isInBrowser }) {
  let isDirty = false;
  let isLeaving = false;
  let oldest = 0; // When the first stroke was made that is not put yet.
  let timer = 0;
  let underway = null;
  const show = stateLine(form, isInBrowser);

  const self = {
    stamp: "", // Names the text that the server has, as far as this page knows.
    changed() {
      isDirty = true;
      oldest ||= Date.now();
      later(Math.max(0, Math.min(PAUSE, oldest + LONGEST - Date.now())));
    },
    async flush() {
      clearTimeout(timer);
      await underway;
      if (isDirty && !isLeaving) await (underway = put());
    },
    giveUp() {
      isDirty = false;
      if (self.stamp) send(words.dataset.giveUp, { key, seen: self.stamp });
      self.stamp = "";
      show("");
    },
    // The form is being sent: nothing more is put, which could arrive after it.
    leave() {
      isLeaving = true;
    },
  };

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(self.flush, pause);
  }

  async function put() {
    isDirty = false;
    oldest = 0;
    const entry = read();
    if (entry === null) {
      self.giveUp();
      return;
    }
    const { status, text } = await send(words.dataset.keep, {
      key,
      answers: JSON.stringify(entry.typed),
      base: JSON.stringify(entry.base),
      version: entry.version ?? "",
      seen: self.stamp,
    });
    const answer = answerIn(text);
    if (status === 200) {
      self.stamp = answer.stamp;
      onKept(answer.stamp, entry);
    } else if (status === 409) {
      onOther(answer.offer);
    } else if (status === 410) {
      // Saved or given up elsewhere, and typed on here: a new text.
      self.stamp = "";
      isDirty = true;
      later(0);
      return;
    } else if (status !== 400 && status !== 413) {
      isDirty = true;
      later(AGAIN);
    }
    show(STATES[status] ?? (status >= 500 ? "offline" : "refused"), answer);
  }

  for (const moment of ["online", "focus", "pagehide"]) window.addEventListener(moment, self.flush);
  document.addEventListener("visibilitychange", self.flush);
  form.addEventListener("focusout", ({ relatedTarget }) => {
    // Within the form the pause is enough; and whoever goes to its button saves it.
    if (relatedTarget?.form !== form) self.flush();
  });
  return self;
}

function answerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

// Shows a state by its name in the template `keep-states`. Screen readers hear of trouble and of its end, not of each put.
function stateLine(form, isInBrowser) {
  const line = Object.assign(document.createElement("p"), { className: "keep-state" });
  const aloud = Object.assign(document.createElement("p"), { className: "hidden-words" });
  aloud.setAttribute("role", "status");
  const places = form.querySelectorAll(".form-actions");
  (places[places.length - 1] ?? form).append(line, aloud);
  let last = "";
  return (state, { at = "", detail = "" } = {}) => {
    const said = state && words.content.querySelector(`[data-state="${state}"]`).cloneNode(true);
    line.replaceChildren(...(said ? said.childNodes : []));
    line.dataset.state = state;
    for (const [name, text] of [["at", at], ["why", detail]]) {
      const place = line.querySelector(`[data-${name}]`);
      if (place) place.textContent = text;
    }
    const still = line.querySelector("[data-still]");
    if (still) still.hidden = !isInBrowser();
    if (state !== last && (last || state !== "kept")) aloud.textContent = line.textContent;
    last = state;
  };
}
