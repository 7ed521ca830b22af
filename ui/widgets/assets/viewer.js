// A page's picture with boxes on it, which the review desk and the redaction screen are built on.
// Everything that comes from a document goes in as text, never as markup.
function make(tag, cls, text) {
  const node = document.createElement(tag);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

class Viewer {
  constructor(root) {
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.page = 1;
    this.find(".bar").onclick = (event) => {
      const what = event.target.closest("[data-do]");
      if (what) this[what.dataset.do]();
    };
    const picture = this.find(".picture");
    picture.onload = () => { this.find(".missing").hidden = true; picture.hidden = false; };
    picture.onerror = () => this.again();
    this.watch = new ResizeObserver(() => this.measure());
    this.watch.observe(this.find(".scroll"));
  }

  take(data, send) { // whether anything changed
    this.send = send;
    const print = JSON.stringify(data);
    if (print === this.print) return false;
    this.print = print;
    this.data = data;
    return true;
  }

  sheet() { return this.data.pages.find((page) => page.number === this.page); }
  previous() { this.turn(this.page - 1); }
  next() { this.turn(this.page + 1); }
  turn(number) {
    if (!this.data.pages.some((page) => page.number === number)) return;
    this.page = number;
    this.find(".scroll").scrollTop = 0;
    this.show();
  }
  scale() { // fits the page's width into the viewer
    const page = this.sheet();
    const room = this.find(".scroll").clientWidth - 32;
    return page ? Math.max(0.2, Math.min(room / page.width, 2.2)) : 1;
  }
  measure() {
    const page = this.data && this.sheet();
    if (!page) return;
    const sheet = this.find(".sheet");
    sheet.style.width = `${page.width * this.scale()}px`;
    sheet.style.height = `${page.height * this.scale()}px`;
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
    this.find(".boxes").replaceChildren();
    if (page) this.boxes(this.find(".boxes"));
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
  box(cls, [left, top, right, bottom], pad = 0) { // in page points
    const page = this.sheet();
    const node = make("button", cls);
    node.type = "button";
    node.tabIndex = -1; // the list is the keyboard's way in
    node.style.left = `${((left - pad) / page.width) * 100}%`;
    node.style.top = `${((top - pad) / page.height) * 100}%`;
    node.style.width = `${((right - left + 2 * pad) / page.width) * 100}%`;
    node.style.height = `${((bottom - top + 2 * pad) / page.height) * 100}%`;
    return node;
  }
}
