// Single keys that do something: whether they are on, and whether a press is meant for them. A page's own module says
// what each key does. They are quiet while somebody types, with Ctrl, Alt or Meta, and when they are turned off
// (WCAG 2.1.4), which the browser remembers for each person.

const person = document.querySelector('meta[name="person"]')?.content;

// A browser may refuse its storage: then what is remembered lasts as long as the page.
const memory = new Map();

export function remember(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(`${name}:${person}`, value);
  } catch {
    // It is in `memory`.
  }
}

export function recall(name) {
  try {
    return localStorage.getItem(`${name}:${person}`) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
}

const areOn = () => recall("keys") !== "off";

function turn(on) {
  remember("keys", on ? "on" : "off");
  document.documentElement.classList.toggle("keys-on", on);
}

export const isTyping = (target) =>
  target instanceof Element &&
  target.closest('input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable]') !== null;

// The key that was pressed, or "" when it is not for us.
export function pressed(event) {
  if (!areOn() || event.defaultPrevented || event.isComposing) return "";
  if (event.ctrlKey || event.altKey || event.metaKey) return "";
  return isTyping(event.target) ? "" : letterOf(event);
}

// With Caps Lock a letter is the same; on a keyboard of another script it is the one at that place of a Latin one.
function letterOf(event) {
  const { key, code, shiftKey } = event;
  if (key.length === 1 && key > "\u007f" && /^Key[A-Z]$/.test(code)) return code[3].toLowerCase();
  return /^[A-Z]$/.test(key) && !shiftKey ? key.toLowerCase() : key;
}

document.documentElement.classList.toggle("keys-on", areOn());

// The dialog that shows the keys, with the switch.

const dialog = document.getElementById("keys");

export function showKeys() {
  dialog?.showModal();
}

if (dialog) {
  const toggle = document.getElementById("keys-switch");
  toggle.checked = areOn();
  toggle.addEventListener("change", () => turn(toggle.checked));
  const reveal = () => document.querySelectorAll(".keys-open").forEach((button) => (button.hidden = false));
  reveal();
  document.addEventListener("htmx:afterSettle", reveal);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".keys-open")) showKeys();
  });
}
