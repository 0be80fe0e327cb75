// The verdict's editor: counts the summary, and keeps what is typed in this tab until it is saved, so that adding a
// source or a comment on the same page loses nothing.

const form = document.getElementById("verdict-form");

if (form) {
  const [person, claim, version] = form.dataset.draft.split(":");
  const key = `verdict-draft-${person}-${claim}`;
  const names = ["rating", "summary", "explanation", "not_found"];
  const note = form.querySelector(".draft-note");
  const summary = form.elements.summary;
  const counter = document.getElementById("summary-count");

  const typed = () => Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
  const saved = JSON.stringify(typed());

  const countSummary = () => {
    // Line breaks count once, as on the server; letters outside the basic plane, too.
    counter.value = [...summary.value.trim()].length;
    counter.parentElement.classList.toggle("is-over", counter.value > Number(summary.maxLength));
  };

  const keep = () => {
    countSummary();
    const now = JSON.stringify(typed());
    if (now === saved) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ version: form.elements.version.value, draft: now }));
  };

  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // After an error the server has sent back what was typed. Otherwise it is put back as it was left, with the version
  // it was typed over: if somebody saved since, saving shows both texts.
  if (kept && !("typed" in form.dataset) && kept.draft !== saved) {
    for (const [name, value] of Object.entries(JSON.parse(kept.draft))) form.elements[name].value = value;
    form.elements.version.value = kept.version;
    note.hidden = false;
  } else if (kept?.draft === saved) {
    sessionStorage.removeItem(key);
  }

  note.querySelector(".draft-drop").addEventListener("click", () => {
    for (const [name, value] of Object.entries(JSON.parse(saved))) form.elements[name].value = value;
    form.elements.version.value = version;
    note.hidden = true;
    keep();
  });
  form.addEventListener("input", keep);
  countSummary();
}
