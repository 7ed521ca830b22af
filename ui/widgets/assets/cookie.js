// Posts a one-time ticket; the answer sets or removes the cookie that scripts cannot read.
const posted = new Set();

export default function ({ data }) {
  const ticket = data && data.ticket;
  if (!ticket || posted.has(ticket)) return;
  posted.add(ticket);
  fetch(data.path, {
    method: "POST",
    headers: { "X-Console": "1", "Content-Type": "text/plain" },
    body: ticket,
    credentials: "same-origin",
  }).catch(() => posted.delete(ticket));
}
