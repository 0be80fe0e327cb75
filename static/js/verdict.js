// What a verdict still lacks before it can be sent to review follows what is typed. Sources are the server's to know.

const form = document.getElementById("verdict-form");
const list = document.getElementById("missing");

if (form && list) {
  const show = () => {
    for (const line of list.querySelectorAll("li")) {
      const field = form.elements[line.dataset.part];
      if (field) line.hidden = field.value.trim() !== "";
    }
    list.hidden = list.querySelector("li:not([hidden])") === null;
  };
  form.addEventListener("input", show);
  show();
}
