// The review desk: a page picture with a box per value, linked both ways with the list of values.
// Everything that comes from a document goes in as text, never as markup.
const desks = new WeakMap();
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

function make(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

class Desk {
  constructor(root) {
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.page = 1;
    this.zoom = 0; // 0 fits the page's width into the viewer
    this.chosen = null;
    this.editing = null;
    this.find(".bar").onclick = (event) => {
      const what = event.target.closest("[data-do]");
      if (what) this[what.dataset.do]();
    };
    this.find(".list").onkeydown = (event) => this.walk(event);
    const picture = this.find(".picture");
    picture.onload = () => { this.find(".missing").hidden = true; picture.hidden = false; };
    picture.onerror = () => this.again();
    this.watch = new ResizeObserver(() => this.measure());
    this.watch.observe(this.find(".scroll"));
  }

  update(data, send) {
    this.send = send;
    const print = JSON.stringify(data);
    if (print === this.print) return;
    const other = !this.data || this.data.document !== data.document;
    this.print = print;
    this.data = data;
    if (other) {
      this.chosen = this.editing = null;
      this.unfolded = false;
      this.whyOpen = undefined;
      const first = data.fields.find((field) => field.boxes.length);
      this.page = first ? first.page : 1;
    }
    if (this.editing && this.saving) this.editing = null;
    this.saving = false;
    this.show();
    this.list();
  }

  // pages
  sheet() { return this.data.pages.find((page) => page.number === this.page); }
  previous() { this.turn(this.page - 1); }
  next() { this.turn(this.page + 1); }
  turn(number) {
    if (!this.data.pages.some((page) => page.number === number)) return;
    this.page = number;
    this.find(".scroll").scrollTop = 0;
    this.show();
  }
  fit() { this.zoom = 0; this.measure(); }
  smaller() { this.zoom = ZOOMS.filter((zoom) => zoom < this.scale() - 0.01).pop() || ZOOMS[0]; this.measure(); }
  larger() { this.zoom = ZOOMS.find((zoom) => zoom > this.scale() + 0.01) || ZOOMS[ZOOMS.length - 1]; this.measure(); }
  scale() {
    const page = this.sheet();
    if (this.zoom || !page) return this.zoom || 1;
    const room = this.find(".scroll").clientWidth - 32;
    return Math.max(0.2, Math.min(room / page.width, 2.2));
  }
  measure() {
    const page = this.data && this.sheet();
    if (!page) return;
    const scale = this.scale();
    const sheet = this.find(".sheet");
    sheet.style.width = `${page.width * scale}px`;
    sheet.style.height = `${page.height * scale}px`;
    this.find(".zoom").textContent = `${Math.round(scale * 100)} %`;
  }
  show() {
    const page = this.sheet();
    const picture = this.find(".picture");
    this.find(".where").textContent = page ? `Page ${page.number} of ${this.data.pages.length}` : "";
    this.find('[data-do="previous"]').disabled = this.page <= 1;
    this.find('[data-do="next"]').disabled = this.page >= this.data.pages.length;
    this.find(".missing").hidden = Boolean(page);
    if (page && picture.getAttribute("src") !== page.src) {
      this.tries = 0;
      picture.hidden = true;
      picture.alt = `Page ${page.number} of the document`;
      picture.src = page.src;
    }
    this.measure();
    this.boxes();
  }
  again() { // right after signing in the cookie may be on its way still
    const page = this.sheet();
    const picture = this.find(".picture");
    if (page && ++this.tries <= 4) {
      setTimeout(() => { picture.src = `${page.src}?try=${this.tries}`; }, 250 * this.tries);
      return;
    }
    picture.hidden = true;
    this.find(".missing").hidden = false;
  }

  // boxes
  boxes() {
    const page = this.sheet();
    const layer = this.find(".boxes");
    layer.replaceChildren();
    if (!page) return;
    for (const field of this.data.fields) {
      if (field.page !== this.page) continue;
      for (const [left, top, right, bottom] of field.boxes) {
        const box = make("button", `box ${field.level}`);
        const pad = 1.5;
        box.type = "button";
        box.tabIndex = -1; // the list is the keyboard's way in
        box.dataset.key = field.key;
        box.title = `${field.label}: ${field.value}`;
        box.setAttribute("aria-label", `Show value: ${field.label}`);
        box.style.left = `${((left - pad) / page.width) * 100}%`;
        box.style.top = `${((top - pad) / page.height) * 100}%`;
        box.style.width = `${((right - left + 2 * pad) / page.width) * 100}%`;
        box.style.height = `${((bottom - top + 2 * pad) / page.height) * 100}%`;
        box.onclick = (event) => this.choose(this.under(event, field.key), "value");
        this.hover(box, field.key);
        layer.append(box);
      }
    }
    this.mark();
  }
  under(event, key) { // several values may stand at one place: each click takes the next one
    const keys = this.root.elementsFromPoint(event.clientX, event.clientY)
      .filter((node) => node.classList.contains("box")).map((node) => node.dataset.key);
    const unique = [...new Set(keys)];
    return unique.length ? unique[(unique.indexOf(this.chosen) + 1) % unique.length] : key;
  }
  hover(node, key) {
    node.onmouseenter = () => this.near(key, true);
    node.onmouseleave = () => this.near(key, false);
  }
  near(key, on) {
    for (const node of this.root.querySelectorAll("[data-key]"))
      if (node.dataset.key === key) node.classList.toggle("near", on);
  }
  mark() {
    for (const node of this.root.querySelectorAll("[data-key]"))
      node.classList.toggle("chosen", node.dataset.key === this.chosen);
    for (const pick of this.root.querySelectorAll(".pick"))
      pick.setAttribute("aria-pressed", String(pick.closest(".value").dataset.key === this.chosen));
  }
  choose(key, towards) {
    this.chosen = key;
    const field = this.data.fields.find((item) => item.key === key);
    if (field && field.boxes.length && field.page !== this.page) this.turn(field.page);
    this.mark();
    const target = towards === "value" ? ".value.chosen" : ".box.chosen";
    const node = this.find(target);
    const pane = this.find(towards === "value" ? ".values" : ".scroll");
    if (node) this.reveal(node, pane);
  }
  reveal(node, pane) { // scrolls the pane only, never the whole window
    const inner = node.getBoundingClientRect();
    const outer = pane.getBoundingClientRect();
    if (inner.top < outer.top + 24 || inner.bottom > outer.bottom - 24)
      pane.scrollTop += inner.top - outer.top - outer.height / 3;
    if (inner.left < outer.left || inner.right > outer.right)
      pane.scrollLeft += inner.left - outer.left - outer.width / 3;
  }

  // values
  list() {
    const list = this.find(".list");
    const focus = this.root.activeElement && this.root.activeElement.closest
      && this.root.activeElement.closest(".value");
    const held = focus && focus.dataset.key;
    list.replaceChildren();
    if (this.data.reasons.length) list.append(this.why(this.data.reasons));
    if (!this.data.fields.some((field) => field.value)) list.append(this.item(make("p", "none", this.data.empty)));
    for (const group of new Set(this.data.fields.map((field) => field.group))) {
      const fields = this.data.fields.filter((field) => field.group === group);
      if (group === this.data.folded) list.append(this.fold(group, fields));
      else list.append(make("li", "rule", group), ...fields.map((field) => this.card(field)));
    }
    this.mark();
    const again = held && [...list.querySelectorAll(".value")].find((v) => v.dataset.key === held);
    if (again) again.querySelector(".pick").focus();
  }
  why(reasons) {
    const details = make("details", "why");
    details.open = this.whyOpen ?? reasons.length <= 3;
    details.ontoggle = () => { this.whyOpen = details.open; };
    const inner = make("ul");
    inner.append(...reasons.map((reason) => make("li", "", reason)));
    details.append(make("summary", "", `Why this needs a look (${reasons.length})`), inner);
    return this.item(details);
  }
  fold(group, fields) {
    const details = make("details", "more");
    details.open = this.unfolded || fields.some((field) => field.key === this.editing);
    details.ontoggle = () => { this.unfolded = details.open; };
    const inner = make("ol", "list");
    inner.append(...fields.map((field) => this.card(field)));
    details.append(make("summary", "", `${group} (${fields.length})`), inner);
    return this.item(details);
  }
  item(child) { const item = make("li"); item.append(child); return item; }
  card(field) {
    const card = make("li", `value ${field.level}${field.notes.length ? " failed" : ""}`);
    card.dataset.key = field.key;
    this.hover(card, field.key);
    const row = make("div", "row");
    const pick = make("button", "pick");
    pick.type = "button";
    pick.onclick = () => this.choose(field.key, "box");
    const name = make("span", "name", field.label);
    if (field.sure) name.append(make("span", "trust", field.sure));
    pick.append(name, make("span", "what", field.value || "—"), make("span", "how", field.how));
    row.append(pick);
    if (this.data.editable) {
      const edit = make("button", "edit", field.value ? "Correct" : "Add");
      edit.type = "button";
      edit.setAttribute("aria-label", `${edit.textContent} ${field.label}`);
      edit.onclick = () => this.edit(field.key);
      row.append(edit);
    }
    card.append(row);
    for (const note of field.notes) card.append(make("p", "note", note));
    if (this.editing === field.key) card.append(this.form(field));
    return card;
  }
  edit(key) {
    this.editing = key;
    this.list();
    this.choose(key, "box");
    const input = this.find(".form input");
    if (input) { input.focus(); input.select(); }
  }
  form(field) {
    const form = make("form", "form");
    const label = make("label", "", `Right value for “${field.label}”`);
    if (field.hint) label.append(make("span", "hint", field.hint));
    const input = make("input");
    const save = make("button", "save", "Save");
    const cancel = make("button", "", "Cancel");
    input.value = field.value;
    input.id = `input-${field.key}`;
    input.autocomplete = "off";
    input.spellcheck = false;
    input.maxLength = 500;
    label.htmlFor = input.id;
    save.type = "submit";
    cancel.type = "button";
    cancel.onclick = () => this.leave(field.key);
    form.onkeydown = (event) => { if (event.key === "Escape") this.leave(field.key); };
    form.onsubmit = (event) => {
      event.preventDefault();
      const value = input.value.trim();
      if (!value || this.saving) return;
      if (value === field.value) this.leave(field.key);
      else this.save(field, value, save);
    };
    form.append(label, input, save, cancel);
    if (field.value) {
      const remove = make("button", "remove", "Remove");
      remove.type = "button";
      remove.title = "The document does not have this value";
      remove.onclick = () => this.save(field, "", remove);
      form.append(remove);
    }
    return form;
  }
  save(field, value, button) {
    if (this.saving) return;
    this.saving = true;
    button.disabled = true;
    button.textContent = "Saving…";
    const { name, index } = field;
    this.send("correction", { document: this.data.document, field: name, index, value });
  }
  leave(key) {
    this.editing = null;
    this.saving = false;
    this.list();
    const card = [...this.root.querySelectorAll(".value")].find((v) => v.dataset.key === key);
    if (card) card.querySelector(".pick").focus();
  }
  walk(event) {
    if (!event.target.classList.contains("pick")) return;
    const picks = [...this.root.querySelectorAll(".pick")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = picks[picks.indexOf(event.target) + step];
    if (next) { next.focus(); next.click(); }
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let desk = desks.get(parentElement);
  if (!desk) desks.set(parentElement, (desk = new Desk(parentElement)));
  desk.update(data, setTriggerValue);
}
