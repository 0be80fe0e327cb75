// The queue's ticks: tick all on the page, and how many are ticked. The rows may be replaced at any time, so events
// are heard on the document.

const boxes = () => [...document.querySelectorAll('#queue input[name="claims"]')];

function show() {
  const all = document.querySelector("#queue .tick-all");
  const count = document.querySelector("#queue .tick-count");
  const ticked = boxes().filter((box) => box.checked).length;
  if (all) {
    all.hidden = false;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
  }
  if (count) count.value = ticked ? `(${ticked})` : "";
}

// On a phone the rows come first; what is filtered by stands above them as chips.
const more = document.querySelector(".more-filters");
if (more && matchMedia("(max-width: 48rem)").matches) more.open = false;

document.addEventListener("change", (event) => {
  if (event.target.matches("#queue .tick-all")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  show();
});
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("pageshow", show);
show();
