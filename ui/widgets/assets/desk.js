// The review desk: a page picture with a box per value, linked both ways with the list of values.
const desks = new WeakMap();
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const PAD = 1.5; // points between a value and its box

class Desk extends Viewer {
  constructor(root) {
    super(root);
    this.zoom = 0; // 0 fits the page's width into the viewer
    this.chosen = null;
    this.editing = null;
    this.find(".list").onkeydown = (event) => this.walk(event);
  }

  update(data, send) {
    const before = this.data;
    if (!this.take(data, send)) return;
    if (!before || before.document !== data.document) {
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

  // size
  fit() { this.zoom = 0; this.measure(); }
  smaller() { this.zoom = ZOOMS.filter((zoom) => zoom < this.scale() - 0.01).pop() || ZOOMS[0]; this.measure(); }
  larger() { this.zoom = ZOOMS.find((zoom) => zoom > this.scale() + 0.01) || ZOOMS[ZOOMS.length - 1]; this.measure(); }
  scale() { return this.zoom || super.scale(); }
  measure() {
    super.measure();
    if (this.data && this.sheet()) this.find(".zoom").textContent = `${Math.round(this.scale() * 100)} %`;
  }

  // boxes
  boxes(layer) {
    for (const field of this.data.fields) {
      if (field.page !== this.page) continue;
      for (const place of field.boxes) {
        const box = this.box(`box ${field.level}`, place, PAD);
        box.dataset.key = field.key;
        box.title = `${field.label}: ${field.value}`;
        box.setAttribute("aria-label", `Show value: ${field.label}`);
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
