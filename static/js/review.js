// The review screen by keyboard: through the parts, the checklist, the points, and to a decision. Every key presses what
// stands on the page, so that it does what the button does.

import { isTyping, pressed, showKeys } from "./keys.js";

// In the first moment of a page nothing is decided: a key or a click that was meant for the page before does not
// approve what nobody has read. The key that approves also waits until each part has been in view for a glance.
const MOMENT = 1500;
const GLANCE = 500;

const form = document.getElementById("review-form");
const words = document.getElementById("review-words").dataset;
const said = document.getElementById("review-said");
let shownSince = performance.now();

const showAgain = () => document.visibilityState === "visible" && (shownSince = performance.now());
document.addEventListener("visibilitychange", showAgain);
window.addEventListener("pageshow", showAgain);

const isEarly = () => performance.now() - shownSince < MOMENT;

function say(word, more = "") {
  // Said again it is heard again.
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = [words[word], more].filter(Boolean).join(" ")));
}

// The parts of the text

const parts = () => [...document.querySelectorAll(".review-main [data-part]")];
let last = null;

document.addEventListener("focusin", (event) => {
  last = event.target.closest?.("[data-part]") ?? last;
});

function step(direction) {
  const all = parts();
  const at = all.indexOf(last) + direction;
  goTo(all[Math.min(Math.max(at, 0), all.length - 1)]);
}

function goTo(part) {
  if (!part) return;
  last = part;
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: part.offsetHeight < innerHeight / 2 ? "center" : "start" });
}

// What has been in view: the end of a part, for as long as a glance takes.

const inView = new Map();
const seen = new Set();

function look() {
  const now = performance.now();
  for (const part of parts()) {
    const { bottom } = part.getBoundingClientRect();
    const isHere = document.visibilityState === "visible" && bottom > 0 && bottom <= innerHeight + 1;
    if (inView.has(part) && now - inView.get(part) >= GLANCE) seen.add(part);
    if (!isHere) inView.delete(part);
    else if (!inView.has(part)) inView.set(part, now);
  }
}

for (const kind of ["scroll", "resize", "visibilitychange"]) document.addEventListener(kind, look, { passive: true });
window.addEventListener("resize", look);
look();

function firstUnseen() {
  look();
  return parts().find((part) => !seen.has(part));
}

// The checklist

const boxes = () => [...form.querySelectorAll('input[name="checklist"]')];

function tick() {
  const here = boxes().includes(document.activeElement) ? document.activeElement : null;
  here?.click();
  const next = (here?.checked ?? true) ? boxes().find((box) => !box.checked) : null;
  next?.focus();
  if (boxes().length === 0) say("none");
}

// The points

const rows = () => [...form.querySelectorAll("[data-row]")];
const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
const isUsed = (row) => ["quote", "reason"].some((name) => fieldOf(row, name).value.trim() !== "");

function show(row) {
  row.hidden = false;
  form.elements.rows.value = rows().filter((one) => !one.hidden).length;
}

// What was typed into them before and kept in this tab.
rows().filter(isUsed).forEach(show);
form.addEventListener("input", () => rows().filter((row) => row.hidden && isUsed(row)).forEach(show));

function addPoint(part = null) {
  const row = rows().find((one) => !isUsed(one));
  if (!row) return say("full");
  show(row);
  if (part) {
    const selection = getSelection();
    const isHere = selection.rangeCount > 0 && part.contains(selection.getRangeAt(0).commonAncestorContainer);
    fieldOf(row, "part").value = part.dataset.part;
    if (isHere) fieldOf(row, "quote").value = selection.toString().replace(/\s+/g, " ").trim();
  }
  const reason = fieldOf(row, "reason");
  reason.focus();
  reason.dispatchEvent(new Event("input", { bubbles: true }));
  say("point");
}

form.querySelector("[data-more]")?.addEventListener("click", (event) => {
  event.preventDefault();
  addPoint();
});

// Deciding

const button = (decision) => form.querySelector(`.decisions [value="${decision}"]`);

// What a decision still lacks, as a word for the line below the buttons, and where to mend it.
function lack(decision) {
  const isAsking = decision === "request_changes";
  if (isEarly()) return ["early"];
  if (isAsking && !rows().some(isUsed) && !form.elements.comment.value.trim()) return ["point", () => addPoint(last)];
  if (!isAsking && rows().some(isUsed)) return ["typed"];
  const needed = form.dataset.needed.split(" ");
  const missing = boxes().find((box) => needed.includes(box.value) && !box.checked);
  if (decision === "approve" && missing) return ["checklist", () => missing.focus()];
  const unseen = decision === "approve" && firstUnseen();
  if (unseen) return ["unseen", () => goTo(unseen)];
  return null;
}

function decide(decision) {
  if (!button(decision)) return say("not");
  const [word, mend] = lack(decision) ?? [];
  mend?.();
  if (word) say(word);
  else button(decision).click();
}

// What is left unticked though it need not be ticked is pointed out once; the server asks in the same way.
function pointsOutUnticked() {
  const needed = form.dataset.needed.split(" ");
  const left = boxes().filter((box) => !box.checked && !needed.includes(box.value));
  const known = left.map((box) => box.value).join(" ");
  if (left.length === 0 || form.elements.unticked.value === known) return false;
  form.elements.unticked.value = known;
  say("unticked", left.map((box) => `“${box.closest("label").textContent.trim()}”`).join(" · "));
  return true;
}

let isSent = false;
form.addEventListener("submit", (event) => {
  const decision = event.submitter?.value;
  if (decision === "more") return;
  if (isSent || isEarly()) {
    event.preventDefault();
    if (!isSent) say("early");
  } else if (decision === "approve" && pointsOutUnticked()) {
    event.preventDefault();
  } else {
    isSent = true;
  }
});
window.addEventListener("pageshow", () => (isSent = false));

// The keys

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: tick,
  c: () => addPoint(last),
  a: () => decide("approve"),
  r: () => decide("request_changes"),
  n: () => decide("read"),
  o: () => document.querySelector("[data-claim-page]").click(),
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && isTyping(event.target) && form.contains(event.target)) {
    goTo(last ?? parts()[0]);
    return;
  }
  const key = pressed(event);
  if (!Object.hasOwn(KEYS, key)) return;
  event.preventDefault();
  if (!event.repeat || key === "j" || key === "k") KEYS[key]();
});
