// Tells the server that somebody looks at this page, as long as it is in view, and in which form they type; shows who
// else is here (`data-presence`) and who writes in a form (`data-writing`). Without an answer nothing changes.

import { person, send } from "./session.js";

const EVERY = 20_000;
const STILL_WRITING = 5 * 60_000; // After the last stroke.

const tab = Math.random().toString(36).slice(2);
const place = document.querySelector("[data-presence]");
let writing = "";
let stroke = 0;
let timer = 0;

function show(element, html) {
  // Put in place only when it says something else, so that a screen reader does not say it again.
  if (element.dataset.shown === html) return;
  element.dataset.shown = html;
  element.innerHTML = html;
}

async function beat() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  timer = setTimeout(beat, EVERY);
  if (Date.now() - stroke > STILL_WRITING) writing = "";
  const { status, text } = await send(place.dataset.presence, { tab, writing });
  if (status !== 200) return;
  const answer = JSON.parse(text);
  show(place, answer.here);
  for (const slot of document.querySelectorAll("[data-writing]")) show(slot, answer.writing[slot.dataset.writing] ?? "");
}

if (place && person) {
  beat();
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pageshow", ({ persisted }) => persisted && beat());
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    send(place.dataset.presence, { tab, gone: "1" });
  });
  document.addEventListener("input", ({ target }) => {
    const form = target.form?.dataset.keep;
    if (!form) return;
    stroke = Date.now();
    if (form === writing) return;
    writing = form;
    beat();
  });
}
