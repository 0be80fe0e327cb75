// Requests of a page's scripts, in the name of the person whose page it is. The server answers 401 when the session has
// ended and 412 when somebody else has signed in meanwhile in another tab (factcheck/middleware.py).

export const person = document.querySelector('meta[name="person"]')?.content;

// What stands between this page and the server, as far as the last request knows: "offline", "ended", "other-person".
let trouble = "";
// Requests are numbered: an answer that was long on its way does not overrule that of a later request.
let begun = 0;
let heard = 0;
export const troubleNow = () => (navigator.onLine ? trouble : "offline");

const tokenNow = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
let token = tokenNow();

// After signing in again in another tab the forms of this page carry the token of the session that has ended.
function renewForms() {
  if (tokenNow() === token) return;
  token = tokenNow();
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
}

// Browsers let a request outlive its page up to this size.
const OUTLIVES = 60_000;
const PATIENCE = 10_000;

// POST `fields`, or GET without them: {status, text}, with the status 0 when there was no answer.
export async function send(address, fields) {
  const body = fields && new URLSearchParams(fields).toString();
  const number = ++begun;
  let status = 0;
  let text = "";
  try {
    const response = await fetch(address, {
      method: fields ? "POST" : "GET",
      body,
      headers: {
        "Factcheck-Person": person,
        "X-CSRFToken": tokenNow(),
        ...(fields && { "Content-Type": "application/x-www-form-urlencoded" }),
      },
      redirect: "error",
      keepalive: (body?.length ?? 0) < OUTLIVES,
      signal: AbortSignal.timeout(PATIENCE),
    });
    text = await response.text();
    status = response.status;
  } catch {
    // No connection, or no answer in time.
  }
  if (number < heard) return { status, text };
  heard = number;
  if (status === 0 || status >= 500) trouble = "offline";
  else if (status === 401 || status === 403) trouble = "ended";
  else if (status === 412) trouble = "other-person";
  else {
    trouble = "";
    renewForms();
  }
  return { status, text };
}

// Whether the person is signed in and the server answers; asks it. "" or the trouble.
export async function check() {
  await send(document.querySelector('meta[name="person"]').dataset.check);
  return trouble;
}

// Back from another tab, perhaps from signing in there.
if (person) {
  window.addEventListener("focus", () => {
    if (tokenNow() !== token) check();
  });
}
