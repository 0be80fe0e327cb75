// An article's page: a mark and its entry in the list light up together; selected words become a claim.
// Everything listens on the document, because htmx replaces the text and the list.

import { inHand } from "./triage.js";

const bar = document.getElementById("selection-bar");
const note = document.getElementById("note");

// Lighting up

function idsUnder(target) {
  const found = target instanceof Element && target.closest("[data-claims], [data-claim]");
  if (!found) return [];
  return (found.dataset.claims ?? found.dataset.claim).split(" ");
}

function light(ids, fromText) {
  document.querySelectorAll(".is-lit").forEach((lit) => lit.classList.remove("is-lit"));
  ids.forEach((id, depth) => {
    // Only the innermost claim's entry: the mark under the pointer is its own.
    if (depth > 0) return;
    document.querySelectorAll(`[data-claims~="${id}"]`).forEach((mark) => mark.classList.add("is-lit"));
    const entry = document.getElementById(`claim-${id}`);
    entry?.classList.add("is-lit");
    if (fromText && entry) showInList(entry);
  });
}

// Scrolls the list beside the text, never the page under the reader's eyes.
function showInList(entry) {
  const list = entry.closest(".workspace-side");
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const [inner, outer] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  list.scrollTop += inner.top - outer.top - outer.height / 4;
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const ids = idsUnder(event.target);
    light(ids, ids.length > 0 && event.target.closest("[data-claims]") !== null);
  });
}

// Selecting

const textOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("#article-text");

// The offset, in code points of the article, of a point inside a paragraph. JavaScript counts UTF-16 units; spreading
// a string counts code points.
function offsetAt(paragraph, node, offset) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  return Number(paragraph.dataset.start) + [...range.toString()].length;
}

// [start, end) of what is selected in the text, or null.
function selectedSpan() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const text = textOf(range.commonAncestorContainer);
  if (!text) return null;
  const touched = [...text.querySelectorAll("p[data-start]")].filter((paragraph) => range.intersectsNode(paragraph));
  if (touched.length === 0) return null;
  const [first, last] = [touched[0], touched[touched.length - 1]];
  const start = first.contains(range.startContainer)
    ? offsetAt(first, range.startContainer, range.startOffset)
    : Number(first.dataset.start);
  const end = last.contains(range.endContainer)
    ? offsetAt(last, range.endContainer, range.endOffset)
    : offsetAt(last, last, last.childNodes.length);
  return start < end && selection.toString().trim() ? { start, end, words: selection.toString().trim() } : null;
}

function offer() {
  const span = selectedSpan();
  if (!span) {
    // Pressing a button of the bar takes the selection away; the bar stays until it is used or cancelled.
    if (!bar.contains(document.activeElement)) bar.hidden = true;
    return;
  }
  const { start, end } = bar.elements;
  if (start.value !== String(span.start) || end.value !== String(span.end)) {
    document.getElementById("selection-error").replaceChildren();
  }
  start.value = span.start;
  end.value = span.end;
  document.getElementById("selection-quote").textContent = span.words;
  offerBorders();
  note.replaceChildren();
  bar.hidden = false;
}

// The words may be new borders of the claim in hand, where the selection touches it.
function offerBorders() {
  const button = document.getElementById("selection-borders");
  const entry = inHand();
  const range = document.getSelection().getRangeAt(0);
  const marks = entry ? [...document.querySelectorAll(`[data-claims~="${entry.dataset.claim}"]`)] : [];
  button.hidden = !entry?.querySelector(".claim-edit") || !marks.some((mark) => range.intersectsNode(mark));
  if (button.hidden) return;
  bar.elements.claim.value = entry.dataset.claim;
  bar.elements.version.value = entry.dataset.version;
  const words = entry.querySelector(".row-title").textContent;
  button.querySelector("q").textContent = words.length > 40 ? `${words.slice(0, 40)}…` : words;
}

function dismissBar() {
  bar.hidden = true;
  bar.reset();
  document.getElementById("selection-error").replaceChildren();
  document.getSelection()?.removeAllRanges();
}

if (bar) {
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150);
  });
  document.getElementById("selection-cancel").addEventListener("click", dismissBar);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!bar.hidden) dismissBar();
    note.replaceChildren();
  });
  note.addEventListener("click", (event) => {
    if (event.target.closest(".note-close, a")) setTimeout(() => note.replaceChildren());
  });
  // Browsers do not let a selection start inside a link: while it is pressed a mark is none.
  let pressed = null;
  const release = () => {
    if (pressed) pressed.mark.setAttribute("href", pressed.address);
    pressed = null;
  };
  document.addEventListener("pointerdown", (event) => {
    release();
    const mark = event.target.closest?.("a.mark");
    if (!mark || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    pressed = { mark, address: mark.getAttribute("href") };
    mark.removeAttribute("href");
  });
  for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, release);
  // Letting go of the mouse at the end of a selection inside a mark is not a click on it.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".mark") && selectedSpan()) event.preventDefault();
  });
  document.addEventListener("claim-added", (event) => {
    dismissBar();
    const entry = document.getElementById(`claim-${event.detail.id}`);
    if (!entry) return;
    entry.focus({ preventScroll: true });
    light([String(event.detail.id)], true);
  });
}
