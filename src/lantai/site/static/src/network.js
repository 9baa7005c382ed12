// A network as a drawing to move about in: all its nodes and its strongest links on a canvas, in the place of the drawing that the
// server made (which stays without JavaScript, and in the files). Colors are those of the legend, read from the page, so that they are
// right by day and by night. What is drawn says nothing that the tables beside it do not say.
const MOST_NAMES = 70, NAMES_EACH = 4, MOVING_LINKS = 5000, FONT = 13, MARGIN = 26, FARTHEST = 0.8, NEAREST = 24;
const NAME = 0, PAPERS = 1, STRENGTH = 2, COMMUNITY = 3, X = 4, Y = 5, KEY = 6;
const FROM_THE_RIGHT = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

class Drawing {
  constructor(figure, { nodes, links }) {
    this.figure = figure;
    this.nodes = nodes;
    this.links = links; // flat: one, other, papers; the strongest first
    const ends = (place) => [Math.min(...nodes.map((node) => node[place])), Math.max(...nodes.map((node) => node[place]))];
    const [[left, right], [top, bottom]] = [ends(X), ends(Y)];
    this.middle = [(left + right) / 2, (top + bottom) / 2];
    this.reach = [Math.max(0.05, (right - left) / 2), Math.max(0.05, (bottom - top) / 2)];
    this.most = Math.sqrt(Math.max(...nodes.map((node) => node[STRENGTH]), 1e-9));
    this.chosen = -1;
    this.pointed = -1;
    this.only = new Set();
    this.canvas = document.createElement("canvas");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-labelledby", figure.getAttribute("aria-labelledby"));
    const tools = figure.querySelector("template").content.cloneNode(true);
    figure.querySelector(".tw").replaceWith(this.canvas);
    this.canvas.before(tools);
    this.said = figure.querySelector("[data-said]");
    this.whole();
    this.listen();
    new ResizeObserver(() => this.fit()).observe(this.canvas);
    this.measure();
  }

  near(node) {
    const found = []; // [other, papers], the strongest first
    for (let n = 0; n < this.links.length; n += 3) {
      if (this.links[n] === node) found.push([this.links[n + 1], this.links[n + 2]]);
      else if (this.links[n + 1] === node) found.push([this.links[n], this.links[n + 2]]);
    }
    return found;
  }

  whole() {
    this.zoom = 1;
    this.left = this.top = 0;
  }

  fit() { // an observer tells of the size that is known already, too
    const { width, height } = this.canvas.getBoundingClientRect();
    if (width !== this.width || height !== this.height) this.measure();
  }

  measure() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const fine = window.devicePixelRatio || 1;
    [this.width, this.height] = [width, height];
    [this.canvas.width, this.canvas.height] = [Math.round(width * fine), Math.round(height * fine)];
    this.fine = fine;
    this.colors();
    this.draw(true); // the strongest links at once, the others in a moment
    this.stopped();
  }

  colors() {
    this.marks = [...this.figure.querySelectorAll("[data-marks] i")].map((mark) => getComputedStyle(mark).backgroundColor);
    const own = getComputedStyle(this.canvas);
    [this.ink, this.paper, this.rule] = [own.color, own.backgroundColor, own.borderTopColor];
  }

  // ------------------------------------------------------------ where things are

  scale() {
    return Math.min((this.width / 2 - MARGIN) / this.reach[0], (this.height / 2 - MARGIN) / this.reach[1]) * this.zoom;
  }

  at(node) {
    const scale = this.scale();
    return [this.width / 2 + this.left + (node[X] - this.middle[0]) * scale, this.height / 2 + this.top + (node[Y] - this.middle[1]) * scale];
  }

  size(node) {
    const apart = this.scale() * 1.5 / Math.sqrt(this.nodes.length); // about how far nodes of a patch stand from each other
    return Math.min(Math.max(0.9, Math.min(apart, 16) * (0.16 + 0.3 * (Math.sqrt(node[STRENGTH]) / this.most))), 11);
  }

  under(x, y) {
    let best = -1, least = 12 ** 2;
    this.nodes.forEach((node, n) => {
      const [u, v] = this.at(node);
      const far = (u - x) ** 2 + (v - y) ** 2 - this.size(node) ** 2;
      if (far < least) [best, least] = [n, far];
    });
    return best;
  }

  closer(by, x = this.width / 2, y = this.height / 2) {
    const zoom = Math.min(NEAREST, Math.max(FARTHEST, this.zoom * by));
    const real = zoom / this.zoom;
    this.left = (this.left + this.width / 2 - x) * real + x - this.width / 2;
    this.top = (this.top + this.height / 2 - y) * real + y - this.height / 2;
    this.zoom = zoom;
    this.soon(true);
  }

  move(x, y) {
    this.left += x;
    this.top += y;
    this.soon(true);
  }

  // ------------------------------------------------------------ drawn

  stopped() { // draw all of it once nothing moves
    clearTimeout(this.later);
    this.later = setTimeout(() => this.soon(), 120);
  }

  soon(moving = false) {
    clearTimeout(this.later);
    if (moving) this.stopped();
    this.waiting ??= requestAnimationFrame(() => {
      this.waiting = null;
      this.draw(moving);
    });
  }

  bright(n) {
    if (this.chosen >= 0) return n === this.chosen || this.beside.has(n);
    return !this.only.size || this.only.has(this.nodes[n][COMMUNITY]);
  }

  draw(moving = false) {
    const pen = this.canvas.getContext("2d");
    pen.setTransform(this.fine, 0, 0, this.fine, 0, 0);
    pen.clearRect(0, 0, this.width, this.height);
    this.spots = this.nodes.map((node) => this.at(node));
    this.drawLinks(pen, moving);
    this.drawNodes(pen);
    this.drawNames(pen);
  }

  drawLinks(pen, moving) {
    const paths = new Map();
    const end = Math.min(this.links.length, moving ? MOVING_LINKS * 3 : Infinity);
    for (let n = 0; n < end; n += 3) {
      const [one, other] = [this.links[n], this.links[n + 1]];
      const chosen = this.chosen >= 0 && (one === this.chosen || other === this.chosen);
      if (this.chosen >= 0 ? !chosen : !this.bright(one) || !this.bright(other)) continue;
      const inside = this.nodes[one][COMMUNITY] === this.nodes[other][COMMUNITY];
      const color = chosen || inside ? this.mark(this.nodes[one][COMMUNITY]) : this.rule;
      if (!paths.has(color)) paths.set(color, new Path2D());
      const path = paths.get(color);
      path.moveTo(...this.spots[one]);
      path.lineTo(...this.spots[other]);
    }
    pen.lineWidth = this.chosen >= 0 ? 1.4 : Math.min(1.2, 0.5 * Math.sqrt(this.zoom));
    const full = this.links.length / 3;
    for (const [color, path] of paths) {
      pen.globalAlpha = this.chosen >= 0 ? 0.8 : color === this.rule ? Math.min(0.5, 900 / full + 0.07) : Math.min(0.6, 4000 / full + 0.12);
      pen.strokeStyle = color;
      pen.stroke(path);
    }
    pen.globalAlpha = 1;
  }

  drawNodes(pen) {
    for (const bright of [false, true]) {
      const paths = new Map();
      this.nodes.forEach((node, n) => {
        if (this.bright(n) !== bright) return;
        const color = this.mark(node[COMMUNITY]);
        if (!paths.has(color)) paths.set(color, new Path2D());
        const [x, y] = this.spots[n];
        const size = this.size(node);
        paths.get(color).moveTo(x + size, y);
        paths.get(color).arc(x, y, size, 0, 7);
      });
      pen.globalAlpha = bright ? 0.9 : 0.13;
      for (const [color, path] of paths) {
        pen.fillStyle = color;
        pen.fill(path);
      }
    }
    pen.globalAlpha = 1;
    for (const n of [this.chosen, this.pointed]) {
      if (n < 0) continue;
      const [x, y] = this.spots[n];
      pen.beginPath();
      pen.arc(x, y, this.size(this.nodes[n]) + 2.5, 0, 7);
      pen.lineWidth = 2;
      pen.strokeStyle = this.ink;
      pen.stroke();
    }
  }

  drawNames(pen) {
    pen.font = `${FONT}px ${getComputedStyle(this.canvas).fontFamily}`;
    pen.textAlign = "center";
    pen.lineJoin = "round";
    const taken = [];
    const first = [this.pointed, this.chosen].filter((n) => n >= 0);
    const beside = this.chosen >= 0 ? [...this.beside].sort((a, b) => a - b) : null;
    const order = beside ? beside : this.nodes.keys();
    let drawn = 0;
    const write = (n, must) => {
      const [x, y] = this.spots[n];
      if (x < 0 || y < 0 || x > this.width || y > this.height) return false;
      const text = shortened(this.nodes[n][NAME], 34);
      const half = pen.measureText(text).width / 2;
      const middle = Math.min(Math.max(x, half + 2), this.width - half - 2);
      const base = y - this.size(this.nodes[n]) - 4;
      const box = [middle - half - 3, base - FONT, middle + half + 3, base + 4];
      if (!must && taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return false;
      taken.push(box);
      pen.direction = FROM_THE_RIGHT.test(text) ? "rtl" : "ltr"; // the name's own, on whatever page
      pen.lineWidth = 3.5;
      pen.strokeStyle = this.paper;
      pen.strokeText(text, middle, base);
      pen.fillStyle = this.ink;
      pen.fillText(text, middle, base);
      drawn += 1;
      return true;
    };
    for (const n of first) write(n, true);
    const most = Math.min(MOST_NAMES, Math.round((this.width * this.height) / 9000));
    const each = new Map(); // the first names of each patch, more of them the closer one looks
    for (const n of order) {
      if (drawn >= most) break;
      const before = each.get(this.nodes[n][COMMUNITY]) ?? 0;
      if (first.includes(n) || !this.bright(n) || (!beside && before >= NAMES_EACH * this.zoom)) continue;
      if (write(n, false)) each.set(this.nodes[n][COMMUNITY], before + 1);
    }
  }

  mark(community) {
    return this.marks[community % this.marks.length];
  }

  // ------------------------------------------------------------ asked

  choose(n) {
    this.chosen = n;
    this.beside = new Set(n < 0 ? [] : this.near(n).map(([other]) => other));
    this.tell(n);
    this.soon();
  }

  tell(n) {
    this.said.replaceChildren();
    if (n < 0) return;
    const node = this.nodes[n];
    const head = document.createElement("p");
    const name = bidi(node[NAME], this.figure.dataset.page ? this.figure.dataset.page.replace("KEY", encodeURIComponent(node[KEY])) : "");
    head.append(name);
    const partners = document.createElement("ul");
    for (const [other, papers] of this.near(n).sort((a, b) => b[1] - a[1]).slice(0, 12)) {
      const row = document.createElement("li");
      row.append(bidi(this.nodes[other][NAME]), ` ${papers.toLocaleString(document.documentElement.lang)}`);
      partners.append(row);
    }
    this.said.append(head, partners);
  }

  find(words) {
    const wanted = plain(words);
    if (!wanted) return this.choose(-1);
    const found = this.nodes.findIndex((node) => plain(node[NAME]).includes(wanted));
    if (found < 0) return this.choose(-1);
    const node = this.nodes[found];
    this.zoom = Math.max(this.zoom, 2.5);
    [this.left, this.top] = [(this.middle[0] - node[X]) * this.scale(), (this.middle[1] - node[Y]) * this.scale()];
    this.choose(found);
  }

  listen() {
    const { canvas, figure } = this;
    const press = (name, act) => figure.querySelector(`[data-do=${name}]`).addEventListener("click", act);
    press("closer", () => this.closer(1.6));
    press("farther", () => this.closer(1 / 1.6));
    press("whole", () => {
      this.whole();
      this.choose(-1);
    });
    const asked = figure.querySelector("input");
    asked.addEventListener("input", () => this.find(asked.value));
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && document.activeElement !== canvas) return; // the page scrolls until the drawing was chosen
      event.preventDefault();
      this.closer(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
    }, { passive: false });
    const held = new Map();
    let moved = 0;
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" && document.activeElement !== canvas) return void (moved = 0);
      canvas.setPointerCapture(event.pointerId);
      held.set(event.pointerId, [event.offsetX, event.offsetY]);
      moved = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = held.get(event.pointerId);
      if (!before) return this.point(this.under(event.offsetX, event.offsetY));
      const now = [event.offsetX, event.offsetY];
      const others = [...held].filter(([id]) => id !== event.pointerId);
      held.set(event.pointerId, now);
      moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (others.length) {
        const [x, y] = others[0][1];
        this.closer(Math.hypot(now[0] - x, now[1] - y) / Math.max(1, Math.hypot(before[0] - x, before[1] - y)), (x + now[0]) / 2, (y + now[1]) / 2);
      } else this.move(now[0] - before[0], now[1] - before[1]);
    });
    const release = (event) => held.delete(event.pointerId);
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => this.point(-1));
    canvas.addEventListener("click", (event) => {
      if (moved < 5) this.choose(this.under(event.offsetX, event.offsetY));
    });
    canvas.addEventListener("keydown", (event) => {
      const step = 60;
      const acts = {
        ArrowLeft: () => this.move(step, 0), ArrowRight: () => this.move(-step, 0), ArrowUp: () => this.move(0, step), ArrowDown: () => this.move(0, -step),
        "+": () => this.closer(1.4), "=": () => this.closer(1.4), "-": () => this.closer(1 / 1.4), 0: () => (this.whole(), this.soon()),
        Escape: () => (this.choose(-1), canvas.blur()),
      };
      if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      acts[event.key]();
    });
    for (const item of figure.querySelectorAll("[data-community]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...item.childNodes);
      button.setAttribute("aria-pressed", "false");
      item.append(button);
      button.addEventListener("click", () => {
        const community = Number(item.dataset.community);
        if (!this.only.delete(community)) this.only.add(community);
        button.setAttribute("aria-pressed", String(this.only.has(community)));
        this.choose(-1);
      });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.measure());
    new MutationObserver(() => this.measure()).observe(document.documentElement, { attributes: true });
  }

  point(n) {
    if (n === this.pointed) return;
    this.pointed = n;
    this.canvas.style.cursor = n < 0 ? "grab" : "pointer";
    this.soon();
  }
}

function bidi(text, address = "") {
  const inside = document.createElement("bdi");
  inside.textContent = text;
  if (!address) return inside;
  const link = document.createElement("a");
  link.href = address;
  link.append(inside);
  return link;
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function shortened(text, most) {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : text;
}

// The module runs as soon as it is there: names and links are on their way while the page is still read.
async function start(address) {
  const answer = await fetch(address);
  if (!answer.ok) return; // the server's drawing stays
  const network = await answer.json();
  if (document.readyState === "loading") await new Promise((read) => document.addEventListener("DOMContentLoaded", read, { once: true }));
  const figure = document.querySelector("figure.network");
  new Drawing(figure, network);
  figure.dataset.drawn = "";
}

start(document.querySelector("script[data-network]").dataset.network).catch(() => {});
