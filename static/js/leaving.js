// Signing out takes what was typed and is not saved out of this browser, which the next person may use. What only this
// browser has is named first.

import { forgetMine, mine } from "./typed.js";

const PATIENCE = 2000;

// `flush()` puts to the server what this page has not put yet.
export function guardSignOut(flush) {
  const form = document.querySelector("form[data-sign-out]");
  form?.addEventListener("submit", async (event) => {
    if (mine().length === 0) return;
    event.preventDefault();
    await Promise.race([flush(), new Promise((done) => setTimeout(done, PATIENCE))]);
    const lost = mine().filter((entry) => !entry.isOnServer);
    if (lost.length === 0) leave(form);
    else warn(form, lost);
  });
}

function warn(form, lost) {
  const note = document.getElementById("keep-sign-out").content.firstElementChild.cloneNode(true);
  note.querySelector("ul").append(
    ...lost.map(({ page, title }) => {
      const link = Object.assign(document.createElement("a"), { href: page, textContent: title.replace(/ · Factcheck$/, "") });
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
  note.querySelector("button").addEventListener("click", () => leave(form));
  document.getElementById("messages").replaceChildren(note);
  note.scrollIntoView({ block: "nearest" });
  note.querySelector("button").focus();
}

// `submit()` asks nobody again.
function leave(form) {
  forgetMine();
  form.submit();
}
