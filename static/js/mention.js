// Completes names after an @ in a comment. Without it the name is typed; the server finds it either way.
//
// The field stays a text field for a screen reader: the list below it is announced, the arrow keys choose in it, Enter
// and Tab take the chosen name, Escape closes it.

const source = document.getElementById("people-to-mention");
const template = document.getElementById("mention-list");
const people = [...(source?.options ?? [])].map((option) => ({ handle: option.value, name: option.textContent }));
const SHOWN = 8;

// What is typed after an @ before the caret: where it begins and the letters so far. Up to two words, as names have.
function typedName(field) {
  const before = field.value.slice(0, field.selectionStart);
  const match = /(^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.+-]*(?: [\p{L}\p{N}_.+-]*)?)$/u.exec(before);
  return match && { start: before.length - match[2].length, letters: match[2].toLowerCase() };
}

function peopleLike(letters) {
  const starts = (text) => text.toLowerCase().startsWith(letters);
  return people.filter(({ name, handle }) => starts(handle) || starts(name) || name.split(" ").some(starts)).slice(0, SHOWN);
}

function attach(field) {
  const parts = template.content.cloneNode(true);
  const [list, status] = parts.children;
  list.id = `${field.id}-people`;
  list.hidden = true;
  field.after(parts);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let shown = [];
  let chosen = 0;
  let closedAt = -1;

  function close() {
    shown = [];
    list.hidden = true;
    list.replaceChildren();
    field.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  function choose(index) {
    chosen = (index + shown.length) % shown.length;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", at === chosen));
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const { start } = typedName(field);
    // The handle is one person's alone; a name may be two people's.
    field.setRangeText(`${shown[index].handle} `, start, field.selectionStart, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function look() {
    const typed = typedName(field);
    // Escape holds for the name it was pressed at, until the @ is gone.
    if (typed?.start !== closedAt) closedAt = -1;
    if (!typed || closedAt !== -1) return close();
    shown = peopleLike(typed.letters);
    if (!shown.length) return close();
    list.replaceChildren(
      ...shown.map(({ handle, name }, at) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${at}`;
        item.setAttribute("role", "option");
        item.append(Object.assign(document.createElement("bdi"), { textContent: name }), ` @${handle}`);
        return item;
      }),
    );
    list.hidden = false;
    status.textContent =
      shown.length === 1 ? status.dataset.one : status.dataset.many.replace("NUMBER", String(shown.length));
    choose(0);
  }

  field.addEventListener("input", look);
  field.addEventListener("click", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(chosen + step);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") {
      closedAt = typedName(field)?.start ?? -1;
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  // Before the field loses the focus, which would close the list.
  list.addEventListener("pointerdown", (event) => {
    const item = event.target.closest("li");
    event.preventDefault();
    if (item) take([...list.children].indexOf(item));
  });
}

if (template && people.length) document.querySelectorAll("textarea[data-mentions]").forEach(attach);
