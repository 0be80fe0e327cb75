// The board by keyboard: between cards and columns, into a claim, and a card's menu.

import { pressed, showKeys } from "./keys.js";

const columns = () => [...document.querySelectorAll(".board-column")].filter((column) => column.querySelector(".board-card"));
const cardsOf = (column) => [...column.querySelectorAll(".board-card")];

let last = null; // The card that was gone to, by its id.

const current = () => document.activeElement?.closest(".board-card") ?? (last && document.getElementById(last));

function goTo(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(across, down) {
  const here = current();
  if (!here) return goTo(columns()[0] && cardsOf(columns()[0])[0]);
  const column = here.closest(".board-column");
  const place = cardsOf(column).indexOf(here);
  if (down) return goTo(cardsOf(column)[place + down]);
  const beside = columns()[columns().indexOf(column) + across];
  if (beside) goTo(cardsOf(beside)[Math.min(place, cardsOf(beside).length - 1)]);
}

const open = () => current()?.querySelector(".row-title").click();

function openMenu() {
  const menu = current()?.querySelector(".card-menu");
  if (!menu) return;
  menu.open = true;
  menu.querySelector("summary").focus();
}

const KEYS = {
  j: () => step(0, 1),
  k: () => step(0, -1),
  h: () => step(-1, 0),
  l: () => step(1, 0),
  m: openMenu,
  o: open,
  "?": showKeys,
};
const isTurned = document.documentElement.dir === "rtl"; // Then the columns go from right to left.
const SIDEWAYS = isTurned ? { ArrowLeft: "l", ArrowRight: "h" } : { ArrowLeft: "h", ArrowRight: "l" };
const ON_A_CARD = { ArrowDown: "j", ArrowUp: "k", ...SIDEWAYS, Enter: "o" };

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const menu = event.target.closest?.(".card-menu[open]");
  if (menu && event.key === "Escape") {
    menu.open = false;
    goTo(menu.closest(".board-card"));
    return;
  }
  let key = pressed(event);
  if (event.target.matches?.(".board-card")) key = ON_A_CARD[key] ?? key;
  if (!key || !Object.hasOwn(KEYS, key) || (event.repeat && !"hjkl".includes(key))) return;
  event.preventDefault();
  KEYS[key]();
});

// The focus stays in the menu when its actions arrive.
document.addEventListener("htmx:afterSettle", (event) => {
  const menu = event.target.closest?.(".card-menu");
  if (menu?.contains(document.activeElement)) menu.querySelector(".card-moves :is(a, button)")?.focus();
});

document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.(".board-card");
  if (card) last = card.id;
});

// After a step the address names the card that was moved.
const moved = /^#card-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
if (moved) goTo(moved);
