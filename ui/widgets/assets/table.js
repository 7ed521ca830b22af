// The list of documents: a plain table whose rows open a document. Text goes in as text.
const shown = new WeakMap();

function make(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

function nameCell(row, open) {
  const cell = make("td", "first");
  if (row.href) {
    const link = make("a", "", row.name);
    link.href = row.href; // a middle click opens the document in a tab of its own
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      open(row.id);
    };
    cell.append(link);
  } else {
    cell.append(make("span", "plain", row.name));
  }
  if (row.note) cell.append(make("p", "note", row.note));
  return cell;
}

function stateCell(row) {
  const cell = make("td");
  cell.append(make("span", `chip ${row.tone}`, row.state));
  if (row.progress !== null) {
    const bar = make("progress");
    bar.max = 1;
    bar.value = row.progress;
    bar.setAttribute("aria-label", `Progress of ${row.name}`);
    cell.append(bar);
  }
  if (row.detail) cell.append(make("p", "note", row.detail));
  return cell;
}

function line(row, open) {
  const tr = make("tr", [row.href ? "open" : "", row.member ? "member" : ""].join(" ").trim());
  if (row.id) tr.dataset.id = row.id;
  tr.append(nameCell(row, open), make("td", "dim", row.kind), make("td", "dim", row.sent), stateCell(row));
  if (row.href) tr.onclick = () => { if (!String(getSelection())) open(row.id); };
  return tr;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const print = JSON.stringify(data);
  if (shown.get(parentElement) === print) return;
  shown.set(parentElement, print);
  const focused = parentElement.activeElement && parentElement.activeElement.closest("tr");
  const held = focused && focused.dataset.id;
  const open = (id) => setTriggerValue("opened", id);
  const body = parentElement.querySelector("tbody");
  body.replaceChildren(...data.rows.map((row) => line(row, open)));
  const empty = parentElement.querySelector(".empty");
  parentElement.querySelector("table").hidden = !data.rows.length;
  empty.hidden = data.rows.length > 0;
  empty.textContent = data.empty;
  const again = held && [...body.children].find((tr) => tr.dataset.id === held);
  if (again && again.querySelector("a")) again.querySelector("a").focus();
}
