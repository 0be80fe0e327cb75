// What is still missing before a verdict can be sent to review follows what is typed. The rest is the server's to know.

const form = document.getElementById("verdict-form");
const list = document.getElementById("missing");

if (form && list) {
  const show = () => {
    for (const line of list.querySelectorAll("li[data-field]")) {
      const field = form.elements[line.dataset.field];
      if (field) line.toggleAttribute("data-done", field.value.trim() !== "");
    }
  };
  form.addEventListener("input", show);
  show();
}
