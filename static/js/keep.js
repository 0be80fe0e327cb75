// Keeps what is typed into a form marked `data-keep="<key>"` in the browser, from the first stroke until the server says
// that this very form was saved (`data-saved` on a message). Whatever else happens to the page loses nothing: another
// form, the session's end, a killed tab. With `data-keep-on-server` the server keeps it, too (autosave.js).
//
// data-typed: the form came back with an error and holds what was typed.
// data-carry="<id>": what was typed into that other form goes along when this one is sent.
// data-drop="<key>": a link that gives up what was typed into that form.
// data-save: the button that Ctrl+S presses.
// data-offer="<key>": above the form, what the server has kept of it (templates/desk/parts/typed_offer.html).

import { autosave } from "./autosave.js";
import { guardSignOut } from "./leaving.js";
import { check, person, troubleNow } from "./session.js";
import { answersOf, fieldsOf, fill, forget, isSame, keyOf, recall, store, tidy } from "./typed.js";

// A longer text is written after a pause: writing it takes a part of the time between two strokes.
const LONG = 100_000;
const PAUSE = 200;

const kepts = new Map(); // The forms of this page by their keys in the storage.

const versionOf = (form) => form.querySelector('input[type="hidden"][name="version"]');
const isUnsaved = (form) => "typed" in form.dataset || !isSame(answersOf(form), answersOf(form, true));
const isLong = (answers) => Object.values(answers).reduce((sum, text) => sum + text.length, 0) > LONG;
const tell = (form) => form.dispatchEvent(new Event("input", { bubbles: true })); // For counters and the like.

function say(form, template) {
  const note = document.getElementById(template).content.firstElementChild.cloneNode(true);
  form.prepend(note);
  return note;
}

function open(form) {
  for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true;
  }
}

function setUp(form) {
  const key = keyOf(form.dataset.keep);
  if (kepts.get(key)?.form === form) return;
  const version = versionOf(form);
  const sent = { answers: answersOf(form, true), version: version?.value };
  const cameBack = "typed" in form.dataset;
  const kept = recall(key);
  // What was saved when the typing began.
  let base = (cameBack && kept?.base) || sent.answers;
  let note = null;
  let warning = null;

  const read = () => {
    const typed = answersOf(form);
    return !cameBack && isSame(typed, sent.answers) ? null : { base, typed, version: version?.value };
  };
  const write = (more = {}) => {
    const entry = read();
    if (entry === null) {
      forget(key);
    } else if (store(key, { ...entry, stamp: server?.stamp, ...more })) {
      warning?.remove();
      warning = null;
    } else {
      warning ??= say(form, "keep-too-long");
    }
  };

  const server =
    "keepOnServer" in form.dataset
      ? autosave(form, {
          key: form.dataset.keep,
          read,
          onKept: (stamp, put) => {
            const now = read();
            if (now) write({ isOnServer: isSame(now.typed, put.typed) });
          },
          onOther: (html) => {
            offerNow()?.remove();
            form.insertAdjacentHTML("beforebegin", html);
            setUpOffer();
          },
          isInBrowser: () => warning === null,
        })
      : null;

  // Put a kept text into the form. Where something else was saved since, the text goes with the version it was typed
  // over, so that saving it shows both texts. Otherwise it goes with this page's.
  const take = (entry) => {
    fill(form, entry.typed);
    const isOld = !isSame(entry.base, sent.answers);
    base = isOld ? entry.base : sent.answers;
    if (version) version.value = isOld && entry.version ? entry.version : sent.version;
    if (server) server.stamp = entry.stamp ?? "";
    tell(form);
  };

  const offerToDrop = () => {
    note?.remove();
    note = say(form, "keep-note");
    note.querySelector("button").addEventListener("click", () => {
      drop();
      form.reset();
      if (version) version.value = sent.version;
      base = sent.answers;
      note.remove();
      fieldsOf(form)[0]?.focus();
      tell(form);
    });
  };
  const drop = () => {
    forget(key);
    server?.giveUp();
  };

  // What the server has: offered above the form, unless the browser has the same, or what was typed on from it.

  const offerNow = () => document.querySelector(`[data-offer="${CSS.escape(form.dataset.keep)}"]`);
  const setUpOffer = () => {
    const offer = offerNow();
    if (!offer) return;
    const { stamp, answers, base: before, version: over } = offer.dataset;
    const entry = { typed: JSON.parse(answers), base: JSON.parse(before), version: over, stamp };
    if (server?.stamp === stamp || isSame(entry.typed, answersOf(form))) {
      if (server) server.stamp = stamp;
      offer.remove();
      return;
    }
    const button = offer.querySelector("[data-take]");
    // Never over something else that stands in the form: that could only be typed again.
    const follow = () => (button.hidden = isUnsaved(form));
    follow();
    form.addEventListener("input", follow);
    button.addEventListener("click", () => {
      take(entry);
      write({ isOnServer: true });
      offer.remove();
      open(form);
      offerToDrop();
      fieldsOf(form).find((field) => field.matches("textarea"))?.focus();
    });
  };

  if (cameBack) {
    if (server) server.stamp = kept?.stamp ?? "";
    write();
    server?.changed();
  } else if (kept && isSame(kept.typed, sent.answers)) {
    forget(key);
  } else if (kept) {
    take(kept);
    open(form);
    offerToDrop();
    if (!kept.isOnServer) server?.changed();
  }
  if (server) setUpOffer();

  let waiting = 0;
  const writeNow = () => {
    if (waiting) write();
    clearTimeout(waiting);
    waiting = 0;
  };
  form.addEventListener("input", ({ target }) => {
    if (target === form) return; // All answers were put back at once.
    clearTimeout(waiting);
    waiting = setTimeout(writeNow, PAUSE);
    if (!isLong(answersOf(form))) writeNow();
    server?.changed();
  });
  window.addEventListener("pagehide", writeNow);
  document.addEventListener("visibilitychange", writeNow);

  form.addEventListener("submit", (event) => {
    writeNow();
    if (form.hasAttribute("hx-post") || isReachable(form, event)) server?.leave();
  });
  form.addEventListener("formdata", ({ formData }) => {
    if (server) formData.set(`seen:${form.dataset.keep}`, server.stamp);
    const other = form.dataset.carry && document.getElementById(form.dataset.carry);
    if (!other || !isUnsaved(other)) return;
    for (const [name, answer] of Object.entries(answersOf(other))) formData.set(name, answer);
    formData.set(`${form.dataset.carry}_version`, versionOf(other).value);
    formData.set(`seen:${other.dataset.keep}`, kepts.get(keyOf(other.dataset.keep))?.server?.stamp ?? "");
  });

  // The same form in another tab: one text, shown in both. `entry` is null when it was saved or dropped there.
  const mirror = (entry) => {
    if (entry === null || warning) return;
    take(entry);
    if (!note?.isConnected) offerToDrop();
  };
  kepts.set(key, { form, server, drop, mirror });
}

// Where the last request got no answer, or the wrong one, it is asked again before the form is sent: the browser would
// show its own error page, or the server the sign-in form, instead of this page with the text.
const asked = new WeakSet();

function isReachable(form, event) {
  form.querySelector(".keep-unsent")?.remove();
  if (!troubleNow() || asked.delete(form)) return true;
  event.preventDefault();
  check().then((trouble) => {
    if (trouble) {
      const note = say(form, `keep-unsent-${trouble}`);
      [...form.querySelectorAll(".form-actions")].at(-1)?.before(note); // Where the person looks.
      note.scrollIntoView({ block: "nearest" });
    } else {
      asked.add(form);
      form.requestSubmit(event.submitter);
    }
  });
  return false;
}

if (person) {
  tidy();
  for (const said of document.querySelectorAll("[data-saved]")) {
    for (const form of said.dataset.saved.split(" ")) forget(keyOf(form));
  }
  document.querySelectorAll("form[data-keep]").forEach(setUp);
  document.addEventListener("htmx:load", ({ detail }) => detail.elt.querySelectorAll("form[data-keep]").forEach(setUp));
  // A form that htmx itself sends is answered with a fragment, which says nothing more when all went well.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    // The answer has replaced the form already, so that the event is another element's.
    const form = detail.requestConfig?.elt;
    if (!form?.matches?.("form[data-keep]") || !detail.successful) return;
    if (!detail.xhr.getResponseHeader("HX-Redirect")) kepts.get(keyOf(form.dataset.keep))?.drop();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-drop]");
    if (!link) return;
    forget(keyOf(link.dataset.drop));
    kepts.get(keyOf(link.dataset.drop))?.drop();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const button = event.target.closest?.("form")?.querySelector("[data-save]");
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) button.click();
  });
  window.addEventListener("storage", ({ key, newValue }) => kepts.get(key)?.mirror(JSON.parse(newValue)));
  // A page that the browser had put aside heard nothing meanwhile.
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) for (const [key, { mirror }] of kepts) mirror(recall(key));
  });
  guardSignOut(() => Promise.all([...kepts.values()].map(({ server }) => server?.flush())));
}
