// What was typed into forms and is not saved, in the browser's storage: an entry a person and form. Pages only ever read
// the entries of the person who is signed in. docs/decisions/0015-unsaved-text.md says what stays how long and why.
//
// An entry: {typed, base, version} - the answers, those when the typing began, and the version they were typed over;
// `stamp`, which names the text that the server keeps for the form, and `isOnServer`, whether that is this very text;
// `at`, `page` and `title`, when and where it was typed.

import { person } from "./session.js";

const PREFIX = "typed:";
const DAYS_KEPT = 14;

export const keyOf = (form) => `${PREFIX}${person}:${form}`;
export const forget = (key) => localStorage.removeItem(key);

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// Whether it could be kept: a browser's storage has room for a few million characters. If not, the one before stays.
export function store(key, entry) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), page: location.pathname, title: document.title, ...entry }));
    return true;
  } catch {
    return false;
  }
}

// The keys of all entries of this person, or of everybody else.
function keys(isMine) {
  const all = Array.from({ length: localStorage.length }, (_nothing, place) => localStorage.key(place));
  return all.filter((key) => key.startsWith(PREFIX) && key.startsWith(keyOf("")) === isMine);
}

export const mine = () => keys(true).map((key) => ({ key, ...recall(key) }));
export const forgetMine = () => keys(true).forEach(forget);

// What is old goes. What somebody else typed whose session ended here goes, too, if the server has it; what only this
// browser has waits unseen for its author.
export function tidy() {
  const oldest = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
  for (const isMine of [true, false]) {
    for (const key of keys(isMine)) {
      const entry = recall(key);
      if (!(entry?.at > oldest) || (!isMine && entry.isOnServer)) forget(key);
    }
  }
}

// A form's answers

const NEVER = ["hidden", "password", "file", "submit", "button", "reset", "image"];

export const fieldsOf = (form) =>
  [...form.elements].filter(
    (field) => field.name && field.matches("input, select, textarea") && !NEVER.includes(field.type),
  );

// Each box of a group with one name has an answer of its own.
const nameOf = (field, form) =>
  field.type === "checkbox" && form.elements[field.name].length > 1 ? `${field.name}:${field.value}` : field.name;

// What stands in a form by the names of its fields, now or as the server sent it.
export function answersOf(form, asSent = false) {
  const answers = {};
  for (const field of fieldsOf(form)) {
    const name = nameOf(field, form);
    if (field.type === "radio" || field.type === "checkbox") {
      answers[name] ??= "";
      if (asSent ? field.defaultChecked : field.checked) answers[name] = field.value;
    } else if (field.matches("select")) {
      const sent = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
      answers[field.name] = asSent ? (sent?.value ?? "") : field.value;
    } else {
      answers[field.name] = asSent ? field.defaultValue : field.value;
    }
  }
  return answers;
}

export function fill(form, answers) {
  for (const field of fieldsOf(form)) {
    const answer = answers[nameOf(field, form)];
    if (answer === undefined) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === answer;
    else if (field.value !== answer) field.value = answer;
  }
}

// White space around a text is not saved, so it makes no difference; nor does the order of the fields.
const plain = (answers) => JSON.stringify(Object.keys(answers).sort().map((name) => [name, answers[name].trim()]));
export const isSame = (some, others) => plain(some) === plain(others);
