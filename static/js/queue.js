// The queue's list: its ticks, and the keys. The rows may be replaced at any time, so events are heard on the document.

import { isTyping, pressed, showKeys } from "./keys.js";

const boxes = () => [...document.querySelectorAll('#queue input[name="claims"]')];
const rows = () => [...document.querySelectorAll("#queue tbody tr")];
const boxOf = (row) => row?.querySelector('input[name="claims"]');

// Ticks

function show() {
  const all = document.querySelector("#queue .tick-all");
  const ticked = boxes().filter((box) => box.checked).length;
  if (all) {
    all.hidden = false;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
  }
  for (const count of document.querySelectorAll("#queue .tick-count")) count.textContent = ticked || "";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("#queue .tick-all")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  show();
});
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("pageshow", show);
show();

// Moving

let last = null; // The row that was gone to, by its id.
let from = null; // The row that was ticked last, where a range begins.

const current = () => document.activeElement?.closest("#queue tbody tr") ?? (last && document.getElementById(last));

function goTo(row) {
  if (!row) return;
  last = row.id;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(direction) {
  const here = current();
  const next = direction > 0 ? "nextElementSibling" : "previousElementSibling";
  goTo(here ? here[next] : rows()[0]);
}

function tick() {
  const box = boxOf(current());
  if (!box) return;
  box.click();
  from = current().id;
}

function tickRange() {
  const all = rows();
  const [start, end] = [document.getElementById(from), current()].map((row) => all.indexOf(row)).sort((a, b) => a - b);
  if (end < 0) return;
  for (const row of all.slice(Math.max(start, 0), end + 1)) {
    const box = boxOf(row);
    if (box) box.checked = true;
  }
  from = current().id;
  show();
}

// The bar below: a key leads to its field, Enter there presses the button that belongs to it.

const BUTTON_OF = { checker: "assign", due_on: "assign", priority: "prioritise", reason: "dismiss", reviewer: "ask_reviewer", topic: "set_topics" };

function answer(name) {
  const field = document.querySelector(`#bulk [name="${name}"]`);
  if (!field) return;
  const everything = document.querySelector('#bulk [name="everything"]');
  if (!everything?.checked && !boxes().some((box) => box.checked)) tick();
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.focus();
}

document.addEventListener("keydown", (event) => {
  const name = event.target.closest?.("#bulk") && event.target.name;
  if (!name || event.isComposing) return;
  if (event.key === "Escape") return goTo(current() ?? rows()[0]);
  if (event.key !== "Enter" || !Object.hasOwn(BUTTON_OF, name)) return;
  const button = document.querySelector(`#bulk [name="do"][value="${BUTTON_OF[name]}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

const open = () => current()?.querySelector(".row-title").click();

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: tick,
  X: tickRange,
  a: () => answer("checker"),
  p: () => answer("priority"),
  d: () => answer("reason"),
  o: open,
  "?": showKeys,
};

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const key = pressed(event);
  if (!key || (event.repeat && key !== "j" && key !== "k")) return;
  let act = Object.hasOwn(KEYS, key) ? KEYS[key] : null;
  if (event.target.matches?.("#queue tbody tr")) act = { Enter: open, ArrowDown: KEYS.j, ArrowUp: KEYS.k }[key] ?? act;
  if (!act || isTyping(event.target)) return;
  event.preventDefault();
  act();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("#queue tbody tr");
  if (row) last = row.id;
});
