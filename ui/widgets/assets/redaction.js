// Redaction: the page with what is black on it; draw a box to add, choose one to let it stand.
const screens = new WeakMap();
const LEAST = 4; // points: a smaller box was a click

class Screen extends Viewer {
  constructor(root) {
    super(root);
    const sheet = this.find(".sheet");
    sheet.onpointerdown = (event) => this.begin(event);
    sheet.onpointermove = (event) => this.draw(event);
    sheet.onpointerup = (event) => this.end(event);
  }

  update(data, send) {
    if (!this.take(data, send)) return;
    this.sent = false;
    this.find(".told").textContent = data.editable ? "Draw a box to black out more." : "";
    this.show();
    this.list();
  }

  boxes(layer) {
    for (const region of this.data.regions)
      for (const place of region.places) {
        if (place.page !== this.page) continue;
        const box = this.box(`box ${region.state}`, place.box);
        box.dataset.key = region.key;
        box.title = `${region.label}: ${region.why}`;
        box.onclick = () => this.choose(region.key);
        layer.append(box);
      }
  }

  // drawing
  point(event) {
    const room = this.find(".sheet").getBoundingClientRect();
    const page = this.sheet();
    const inside = (value, most) => Math.max(0, Math.min(value / this.scale(), most));
    return [inside(event.clientX - room.left, page.width), inside(event.clientY - room.top, page.height)];
  }
  begin(event) {
    if (!this.data.editable || event.button !== 0 || event.target.closest(".box")) return;
    event.preventDefault();
    this.find(".sheet").setPointerCapture(event.pointerId);
    this.from = this.point(event);
    this.drawn = null;
  }
  drawnBox(event) {
    const [x, y] = this.point(event);
    const [u, v] = this.from;
    return [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)];
  }
  draw(event) {
    if (!this.from) return;
    if (this.drawn) this.drawn.remove();
    this.drawn = this.box("box drawn", this.drawnBox(event));
    this.find(".boxes").append(this.drawn);
  }
  end(event) {
    if (!this.from) return;
    const box = this.drawnBox(event);
    this.from = null;
    if (box[2] - box[0] < LEAST || box[3] - box[1] < LEAST) {
      if (this.drawn) this.drawn.remove();
      return;
    }
    this.act({ what: "add", page: this.page, box });
  }
  act(wish) {
    if (this.sent) return;
    this.sent = true;
    this.send("wish", { document: this.data.document, turn: this.data.turn, ...wish });
  }

  // the list
  list() {
    const list = this.find(".list");
    list.replaceChildren();
    if (!this.data.regions.length) {
      const item = make("li");
      item.append(make("p", "none", this.data.empty));
      list.append(item);
    }
    let page = 0;
    for (const region of this.data.regions) {
      const at = region.places.length ? region.places[0].page : 0;
      if (at !== page) list.append(make("li", "rule", `Page ${(page = at)}`));
      list.append(this.card(region));
    }
  }
  card(region) {
    const card = make("li", `value ${region.state}`);
    card.dataset.key = region.key;
    const row = make("div", "row");
    const pick = make("button", "pick");
    pick.type = "button";
    pick.onclick = () => this.choose(region.key);
    pick.append(make("span", "name", region.label), make("span", "how", region.why));
    if (region.told) pick.append(make("span", "how", region.told));
    row.append(pick);
    card.append(row);
    if (this.data.editable && region.acts.length) card.append(this.form(region));
    return card;
  }
  form(region) {
    const form = make("form", "form");
    form.onsubmit = (event) => event.preventDefault();
    for (const act of region.acts) {
      const button = make("button", act.what === "confirm" ? "save" : "", act.label);
      button.type = "button";
      if (act.what === "lift" || act.what === "withdraw") {
        const reason = make("select");
        reason.setAttribute("aria-label", "Reason");
        reason.append(new Option("Reason…", ""), ...this.data.reasons.map(([code, text]) => new Option(text, code)));
        button.disabled = true;
        reason.onchange = () => { button.disabled = !reason.value; };
        button.onclick = () => this.act({ what: act.what, key: region.key, reason: reason.value });
        form.append(reason);
      } else button.onclick = () => this.act({ what: act.what, key: region.key });
      form.append(button);
    }
    return form;
  }
  choose(key) {
    const region = this.data.regions.find((item) => item.key === key);
    if (region && region.places.length && !region.places.some((p) => p.page === this.page))
      this.turn(region.places[0].page);
    for (const node of this.root.querySelectorAll("[data-key]"))
      node.classList.toggle("chosen", node.dataset.key === key);
    const card = this.find(".value.chosen");
    const pane = this.find(".values");
    if (card) pane.scrollTop += card.getBoundingClientRect().top - pane.getBoundingClientRect().top - 60;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let screen = screens.get(parentElement);
  if (!screen) screens.set(parentElement, (screen = new Screen(parentElement)));
  screen.update(data, setTriggerValue);
}
