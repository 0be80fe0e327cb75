// The queue's ticks: tick all on the page, and how many are ticked. The rows may be replaced at any time, so events
// are heard on the document.

const boxes = () => [...document.querySelectorAll('#queue input[name="claims"]')];

function show() {
  const all = document.querySelector("#queue .tick-all");
  const ticked = boxes().filter((box) => box.checked).length;
  if (all) {
    all.hidden = false;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
  }
  for (const count of document.querySelectorAll("#queue .tick-count")) count.textContent = ticked || "";
}

document.addEventListener("change", (event) => {
  if (event.target.matches("#queue .tick-all")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  show();
});
document.addEventListener("htmx:afterSettle", show);
window.addEventListener("pageshow", show);
show();
