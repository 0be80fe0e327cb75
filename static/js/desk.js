// What every page of the desk needs beyond htmx: words when a request fails, and the way back to signing in.

const messages = document.getElementById("messages");

function sayFailed() {
  const template = document.getElementById("request-failed");
  if (messages && template) messages.replaceChildren(template.content.cloneNode(true));
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  // A whole page where a fragment was asked for: the session has ended, or an error page of the server.
  if (!/^\s*<!doctype html/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  if (new URL(xhr.responseURL || location.href).pathname.startsWith("/accounts/login")) {
    location.reload();
  } else {
    sayFailed();
  }
});

document.addEventListener("htmx:sendError", sayFailed);
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) sayFailed();
});

// "/" leads to the search field, as in many tools; not while somebody types.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const field = document.querySelector("[data-search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// A message that stands where something was saved, or why it was not, may be far down the page: the keyboard and the
// screen reader go there, once the browser has gone to the address's own place, which takes the focus away.
window.addEventListener("load", () => {
  requestAnimationFrame(() => {
    const here = document.querySelector("[data-here]");
    here?.focus({ preventScroll: true });
    here?.scrollIntoView({ block: "nearest" });
  });
});
