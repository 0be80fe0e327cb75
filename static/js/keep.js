// Keeps what is typed into a form marked `data-keep="<key>"` in this tab, until the server says that this very form was
// saved (`data-saved` on a message). Whatever else reloads the page - another form, signing in again - loses nothing.
// It is kept for the person who is signed in: nobody else who uses the tab gets to see it.
//
// data-typed: the form came back with an error and holds what was typed.
// data-carry="<id>": what was typed into that other form goes along when this one is sent.
// data-drop="<key>": a link that gives up what was typed into that form.

const person = document.querySelector('meta[name="person"]')?.content;
const keyOf = (form) => `typed:${person}:${form}`;
const seen = new WeakSet();

// The storage

const forget = (key) => sessionStorage.removeItem(key);

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

// Whether it could be kept: a browser's storage has room for a few million characters.
function store(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    forget(key);
    return false;
  }
}

// A form's answers

const NEVER = ["hidden", "password", "file", "submit", "button", "reset", "image"];

const fieldsOf = (form) =>
  [...form.elements].filter(
    (field) => field.name && field.matches("input, select, textarea") && !NEVER.includes(field.type),
  );

// What stands in a form by the names of its fields, now or as the server sent it.
function answersOf(form, asSent = false) {
  const answers = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "radio" || field.type === "checkbox") {
      answers[field.name] ??= "";
      if (asSent ? field.defaultChecked : field.checked) answers[field.name] = field.value;
    } else if (field.matches("select")) {
      const sent = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
      answers[field.name] = asSent ? (sent?.value ?? "") : field.value;
    } else {
      answers[field.name] = asSent ? field.defaultValue : field.value;
    }
  }
  return answers;
}

function fill(form, answers) {
  for (const field of fieldsOf(form)) {
    if (!(field.name in answers)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === answers[field.name];
    else field.value = answers[field.name];
  }
}

// White space around a text is not saved, so it makes no difference.
const plain = (answers) => JSON.stringify(answers, (_name, value) => (typeof value === "string" ? value.trim() : value));
const isSame = (some, others) => plain(some) === plain(others);

const versionOf = (form) => form.querySelector('input[type="hidden"][name="version"]');
const isUnsaved = (form) => "typed" in form.dataset || !isSame(answersOf(form), answersOf(form, true));

// Keeping

function say(form, template) {
  const note = document.getElementById(template).content.firstElementChild.cloneNode(true);
  form.prepend(note);
  return note;
}

function setUp(form) {
  if (seen.has(form)) return;
  seen.add(form);
  const key = keyOf(form.dataset.keep);
  const version = versionOf(form);
  const sent = { answers: answersOf(form, true), version: version?.value };
  const cameBack = "typed" in form.dataset;
  const kept = recall(key);
  // What was saved when the typing began.
  let base = cameBack ? kept?.base : sent.answers;

  let warning = null;
  const keep = () => {
    const typed = answersOf(form);
    if (!cameBack && isSame(typed, sent.answers)) {
      forget(key);
    } else if (store(key, { base, typed, version: version?.value })) {
      warning?.remove();
      warning = null;
    } else {
      warning ??= say(form, "keep-too-long");
    }
  };

  const offerToDrop = () => {
    const note = say(form, "keep-note");
    note.querySelector("button").addEventListener("click", () => {
      forget(key);
      form.reset();
      if (version) version.value = sent.version;
      base = sent.answers;
      note.remove();
      fieldsOf(form)[0]?.focus();
      form.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  if (cameBack) {
    keep();
  } else if (kept && isSame(kept.typed, sent.answers)) {
    forget(key);
  } else if (kept) {
    fill(form, kept.typed);
    // Where something else was saved since, the text goes with the version it was typed over, so that saving it shows
    // both texts. Otherwise it goes with this page's.
    if (!isSame(kept.base, sent.answers)) {
      base = kept.base;
      if (version && kept.version) version.value = kept.version;
    }
    for (let around = form.closest("details"); around; around = around.parentElement.closest("details")) {
      around.open = true;
    }
    offerToDrop();
  }

  let waiting = 0;
  const flush = () => {
    if (waiting) keep();
    clearTimeout(waiting);
    waiting = 0;
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(flush, 200);
  });
  form.addEventListener("submit", flush);
  window.addEventListener("pagehide", flush);

  const other = form.dataset.carry && document.getElementById(form.dataset.carry);
  if (other) {
    form.addEventListener("formdata", ({ formData }) => {
      if (!isUnsaved(other)) return;
      for (const [name, answer] of Object.entries(answersOf(other))) formData.set(name, answer);
      formData.set(`${form.dataset.carry}_version`, versionOf(other).value);
    });
  }
}

if (person) {
  for (const said of document.querySelectorAll("[data-saved]")) {
    for (const form of said.dataset.saved.split(" ")) forget(keyOf(form));
  }
  document.querySelectorAll("form[data-keep]").forEach(setUp);
  document.addEventListener("htmx:load", ({ detail }) => detail.elt.querySelectorAll("form[data-keep]").forEach(setUp));
  // A form that htmx itself sends is answered with a fragment, which says nothing more when all went well.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (!detail.elt.matches?.("form[data-keep]") || !detail.successful) return;
    if (!detail.xhr.getResponseHeader("HX-Redirect")) forget(keyOf(detail.elt.dataset.keep));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-drop]");
    if (link) forget(keyOf(link.dataset.drop));
  });
}
