// Counts the characters of texts that have a limit (`data-limit`): shown when it comes near, an error beyond it. The
// text is never cut; the server refuses one that is too long.

const NEAR = 0.8;

function count(text) {
  const counter = document.getElementById(`${text.id}_count`);
  const limit = Number(text.dataset.limit);
  // As on the server: without white space around it, and letters outside the basic plane are one character.
  const length = [...text.value.trim()].length;
  const isOver = length > limit;
  if (isOver) text.setAttribute("aria-invalid", "true");
  else if (counter?.classList.contains("is-over")) text.removeAttribute("aria-invalid");
  if (!counter) return;
  counter.querySelector("output").value = length;
  counter.querySelector(".counter-over").hidden = !isOver;
  counter.classList.toggle("is-over", isOver);
  counter.hidden = !("always" in counter.dataset) && length < NEAR * limit;
}

// A file that is too large is told before it is sent.
document.addEventListener("change", ({ target }) => {
  if (!target.matches('input[type="file"][data-bytes]')) return;
  const isTooLarge = [...target.files].some((file) => file.size > Number(target.dataset.bytes));
  target.setCustomValidity(isTooLarge ? target.dataset.tooLarge : "");
  if (isTooLarge) target.reportValidity();
});

const countAll = (root) => root.querySelectorAll("textarea[data-limit]").forEach(count);

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-limit]")) count(event.target);
  else if (event.target.matches("form")) countAll(event.target); // Its answers were all put back at once.
});
document.addEventListener("htmx:load", ({ detail }) => countAll(detail.elt));
countAll(document);
