// Triage by keyboard: the list beside an article's text. A decision is sent and the focus goes on at once; the answer
// replaces the claim's entry when it comes. Each decision goes through the same address as the buttons.

import { isTyping, pressed, recall, remember, showKeys } from "./keys.js";

const words = document.getElementById("triage-words")?.dataset ?? {};
const picker = document.getElementById("picker");
const beside = window.matchMedia("(min-width: 75rem)");

const list = () => document.getElementById("claims");
const entries = () => [...(list()?.children ?? [])];
const entryOf = (id) => document.getElementById(`claim-${id}`);
const isWaiting = (entry) => "undecided" in entry.dataset && !entry.hasAttribute("aria-busy");
const can = (entry, decision) => entry.dataset.can.split(" ").includes(decision);

function say(word, more = "") {
  const line = document.getElementById("triage-said");
  if (line) line.textContent = [words[word], more].filter(Boolean).join(" ");
}

// Moving

let last = null;

const current = () => document.activeElement?.closest("li.claim") ?? (last && entryOf(last));

// The claim that was gone to last, which the selected words may belong to.
export const inHand = () => current() ?? null;

function goTo(entry) {
  last = entry.dataset.claim;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: "nearest" });
  // Where the text stands beside the list, it shows the words that are decided about.
  if (beside.matches) document.querySelector(`[data-claims~="${last}"]`)?.scrollIntoView({ block: "center" });
}

function step(direction) {
  const here = current();
  const next = here
    ? here[direction > 0 ? "nextElementSibling" : "previousElementSibling"]
    : (entries().find(isWaiting) ?? entries()[0]);
  if (next) goTo(next);
  else if (direction > 0) goFurther("end");
  else say("end");
}

// The next claim to decide about after `entry`; from the end of the list on, the first one.
function goOn(entry) {
  const all = entries();
  const at = entry ? all.indexOf(entry) : -1;
  const next = [...all.slice(at + 1), ...all.slice(0, Math.max(at, 0))].find(isWaiting);
  if (next) goTo(next);
  else say(furtherOn() ? "further" : "finished");
}

// Where the list goes on: its next part; where it shows only what waits for a decision, the same address again, since
// what was decided has left it.
function furtherOn() {
  const later = document.querySelector(".later-claims");
  if (!later) return null;
  const address = new URL(location);
  const shrinks = ["triage", "asides"].includes(address.searchParams.get("show"));
  if (!shrinks) return later.href;
  for (const name of ["from", "claim", "done"]) address.searchParams.delete(name);
  return address.href;
}

function goFurther(word) {
  const address = furtherOn();
  if (!address) return say(word);
  // What is still being sent is not cut off.
  queue.then(() => (address === location.href ? location.reload() : location.assign(address)));
}

// Deciding. One request after the other, so that the counts above the list are those of the last.

let queue = Promise.resolve();
let steps = []; // What `u` takes back: the claims of each step, the newest last.

const ticked = () => entries().filter((entry) => entry.querySelector(".tick:checked"));

function send(entry, decision, values) {
  const id = entry.dataset.claim;
  entry.setAttribute("aria-busy", "true");
  queue = queue
    .then(() => {
      const now = entryOf(id);
      if (!now) return null;
      const form = decision === "dismiss" ? now.querySelector("form[data-keep]") : null;
      return window.htmx.ajax("POST", list().dataset.triage.replace("/0/", `/${id}/`), {
        source: form ?? now,
        target: now,
        swap: "outerHTML",
        values: {
          csrfmiddlewaretoken: document.querySelector("[name=csrfmiddlewaretoken]").value,
          version: now.dataset.version,
          decision,
          ...values,
        },
      });
    })
    .catch(() => {})
    .then(() => {
      const now = entryOf(id);
      // Still the one that was sent: there was no answer.
      now?.removeAttribute("aria-busy");
      if (!now?.querySelector(".claim-done-word")) {
        steps = steps.map((ids) => ids.filter((one) => one !== id)).filter((ids) => ids.length > 0);
        say("refused");
      }
      // Who had nowhere to go on to is still here.
      if (last === id && (document.activeElement === document.body || !document.activeElement)) {
        now?.focus({ preventScroll: true });
      }
    });
}

// `values` gives what the decision needs beyond the claim.
function decide(decision, values = {}, more = "") {
  const here = current();
  const many = ticked();
  const all = (many.length > 0 ? many : [here]).filter(Boolean);
  const possible = all.filter((entry) => can(entry, decision) && !entry.hasAttribute("aria-busy"));
  if (possible.length === 0) {
    say(all.length > 0 ? "unsure" : "pick");
    return;
  }
  steps.push(possible.map((entry) => entry.dataset.claim));
  for (const entry of possible) send(entry, decision, values);
  say(decision, more);
  goOn(here ?? possible[possible.length - 1]);
}

function undo() {
  const ids = steps.pop() ?? (current()?.querySelector('[name="decision"][value="undo"]') ? [current().dataset.claim] : []);
  if (ids.length === 0) return say("nothing");
  say("undo");
  for (const id of ids) {
    const entry = entryOf(id);
    if (entry) {
      send(entry, "undo", {});
      last = id;
    } else {
      say("elsewhere");
    }
  }
  queue = queue.then(() => entryOf(ids[0]) && goTo(entryOf(ids[0])));
}

// Dismissing: the usual reasons stand in the claim's own form, where what is typed is kept (keep.js).

const reasonIn = (entry) => entry.querySelector(".dismiss input[name=reason]");

function askWhy() {
  const entry = ticked()[0] ?? current();
  const details = entry?.querySelector(".dismiss");
  if (!details || !can(entry, "dismiss")) return say(entry ? "unsure" : "pick");
  for (let around = details; around; around = around.parentElement.closest("details")) around.open = true;
  if (ticked().length > 0) goTo(entry);
  details.querySelector(".usual-reasons button").focus({ preventScroll: true });
  details.scrollIntoView({ block: "nearest" });
}

function dismiss(entry, reason) {
  const field = reasonIn(entry);
  field.value = reason;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  last = entry.dataset.claim;
  decide("dismiss", { reason });
}

function keyInReasons(event, details) {
  const entry = details.closest("li.claim");
  if (event.key === "Escape") {
    details.open = false;
    entry.focus({ preventScroll: true });
  } else if (isTyping(event.target)) {
    if (event.key !== "Enter" || event.isComposing || !event.target.value.trim()) return;
    dismiss(entry, event.target.value.trim());
  } else if (/^[1-9]$/.test(pressed(event))) {
    const button = details.querySelectorAll(".usual-reasons button")[Number(event.key) - 1];
    if (button && !event.repeat) dismiss(entry, button.value);
  } else {
    // Any other letter is the beginning of a reason of one's own: the browser types it where the focus is then.
    if (pressed(event).length === 1 && event.key !== " ") reasonIn(entry).focus();
    return;
  }
  event.preventDefault();
}

// Assigning

// The day stays for the claims after this one, and is said each time; a new page begins without one.
const due = document.getElementById("picker-due");

function assignTo(button) {
  if (!due.reportValidity()) return;
  remember("assign-to", button.dataset.person);
  showLast();
  picker.close();
  const day = due.value ? { due_on: due.value } : {};
  decide("assign", { checker: button.dataset.person, ...day }, personAndDay(button));
}

function personAndDay(button) {
  const name = button.querySelector("bdi").textContent;
  return due.value ? `${name}, ${due.valueAsDate.toLocaleDateString(document.documentElement.lang, { timeZone: "UTC" })}` : name;
}

const people = () => [...picker.querySelectorAll("[data-person]")];
const lastPerson = () => picker && people().find((button) => button.dataset.person === recall("assign-to"));

function showLast() {
  const place = document.querySelector(".last-person");
  if (place) place.textContent = lastPerson() ? personAndDay(lastPerson()) : "";
}

function filterPeople() {
  const sought = document.getElementById("picker-name").value.trim().toLocaleLowerCase();
  for (const button of people()) {
    button.parentElement.hidden = !button.querySelector("bdi").textContent.toLocaleLowerCase().includes(sought);
  }
  document.getElementById("picker-none").hidden = people().some((button) => !button.parentElement.hidden);
}

function openPicker() {
  const chosen = ticked().length > 0 ? ticked() : [current()].filter(Boolean);
  if (!picker || !chosen.some((entry) => can(entry, "assign"))) return say(chosen.length > 0 ? "unsure" : "pick");
  last = (current() ?? chosen[0]).dataset.claim;
  document.getElementById("picker-name").value = "";
  filterPeople();
  picker.showModal();
  (lastPerson() ?? people()[0])?.focus();
}

if (picker) {
  showLast();
  picker.addEventListener("click", (event) => {
    const button = event.target.closest("[data-person]");
    if (button) assignTo(button);
  });
  picker.addEventListener("input", filterPeople);
  picker.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const shown = people().filter((button) => !button.parentElement.hidden);
    if (event.target === due) {
      // A day is no choice of a person yet.
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (due.reportValidity()) (lastPerson() ?? shown[0])?.focus();
    } else if (isTyping(event.target)) {
      if (event.key === "Enter" && shown.length > 0) {
        event.preventDefault();
        assignTo(shown[0]);
      }
    } else if (/^[1-9]$/.test(event.key)) {
      if (people()[Number(event.key) - 1] && !event.repeat) assignTo(people()[Number(event.key) - 1]);
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const at = shown.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      shown[at]?.focus();
      event.preventDefault();
    } else if (event.key.length === 1 && event.key !== " ") {
      document.getElementById("picker-name").focus();
    }
  });
}

// The keys

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => goOn(current()),
  o: () => open(current()),
  a: () => decide("accept"),
  d: askWhy,
  s: openPicker,
  r: () => (lastPerson() ? assignTo(lastPerson()) : openPicker()),
  t: () => decide("take"),
  u: undo,
  x: tick,
  e: () => current()?.querySelector(".claim-edit")?.click(),
  "?": showKeys,
};
// Held down, these go on; everything else wants to be pressed again.
const MAY_REPEAT = ["j", "k", "ArrowDown", "ArrowUp"];

function open(entry) {
  if (entry) entry.querySelector(".row-title").click();
  else say("pick");
}

function tick() {
  const box = current()?.querySelector(".tick");
  if (!box) return say(current() ? "unsure" : "pick");
  box.click();
  say(box.checked ? "ticked" : "unticked");
}

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const reasons = event.target.closest?.(".dismiss[open]");
  if (reasons && !event.target.closest("summary")) {
    keyInReasons(event, reasons);
    return;
  }
  const key = pressed(event);
  if (!key || (event.repeat && !MAY_REPEAT.includes(key))) return;
  let act = Object.hasOwn(KEYS, key) ? KEYS[key] : null;
  // The arrows scroll and Enter presses what has the focus, unless that is the list itself, or a claim of it.
  const inList = event.target.closest?.("#claims");
  if (inList && key === "ArrowDown") act = KEYS.j;
  if (inList && key === "ArrowUp") act = KEYS.k;
  if (key === "Enter" && event.target.matches?.("li.claim")) act = KEYS.o;
  if (!act) return;
  event.preventDefault();
  act();
});

const showTicks = () => list()?.parentElement.classList.toggle("has-ticks", ticked().length > 0);
document.addEventListener("change", (event) => event.target.matches(".tick") && showTicks());
document.addEventListener("htmx:afterSettle", showTicks);
window.addEventListener("pageshow", showTicks);

document.addEventListener("focusin", (event) => {
  const entry = event.target.closest?.("li.claim");
  if (entry) last = entry.dataset.claim;
});

// Opening "Dismiss …" with the mouse is about to say why.
document.addEventListener("click", (event) => {
  const details = event.target.closest?.(".dismiss > summary")?.parentElement;
  // The details are opened after the click was heard.
  if (details) setTimeout(() => details.open && details.querySelector("input[name=reason]").focus());
});

// After a decision by a button the entry is a new one: keep the keyboard where it was, unless it has gone on already.
document.addEventListener("htmx:afterSwap", (event) => {
  const form = event.detail.requestConfig?.elt;
  const entry = form?.closest?.("li.claim") ?? event.detail.requestConfig?.target;
  const isFree = !document.activeElement || document.activeElement === document.body;
  if (isFree && entry?.id?.startsWith("claim-")) document.getElementById(entry.id)?.focus({ preventScroll: true });
});
