// Owns the map of a result: points in groups that part as one comes closer, and the factories of a group as a list.
// Places are put on the sheet as generator/maps/sheet.py puts them there.

import { part, text } from "./reading.js";

const SVG = "http://www.w3.org/2000/svg";
const APART = 46, LARGEST = 22, DOT = 6, TARGET = 13, LISTED = 50, MARGIN = 0.15;
const CLOSEST = 0.8, CONTEXT = 8; // degrees across

// Spots in groups: each spot joins the nearest group whose first spot is not farther than `apart`; the spots with most
// factories begin.
function grouped(spots, apart) {
  const groups = [];
  for (const spot of spots.toSorted((one, other) => other.factories.length - one.factories.length)) {
    let nearest = null, least = apart;
    for (const group of groups) {
      const distance = Math.hypot(group[0].x - spot.x, group[0].y - spot.y);
      if (distance < least) [nearest, least] = [group, distance];
    }
    if (nearest) nearest.push(spot);
    else groups.push([spot]);
  }
  return groups.sort((one, other) => one[0].x - other[0].x);
}

export class ResultMap {
  constructor(container, picture, told, digits) {
    Object.assign(this, { container, told, digits, sheet: told.map });
    this.svg = picture.cloneNode(true);
    this.svg.querySelectorAll(".spot").forEach((spot) => spot.remove());
    this.svg.setAttribute("role", "group");
    this.svg.setAttribute("aria-label", told.texts.map);
    this.points = document.createElementNS(SVG, "g");
    this.svg.append(this.points);
    container.querySelector("[data-tools]").after(this.svg);
    container.addEventListener("click", (event) => this.#clicked(event));
    this.svg.addEventListener("keydown", (event) => this.#pressed(event));
    this.#dragging();
    new ResizeObserver(() => this.#draw()).observe(this.svg);
  }

  #groups = [];

  // Show the factories found; the view goes to where they are when they are others than before.
  async show(index, factories) {
    this.places ??= await part(this.told.index, "places");
    this.#refine();
    const key = factories.join();
    if (key !== this.key) {
      this.key = key;
      this.index = index;
      this.#take(factories);
      this.#list(null);
      this.view = this.#around([...this.spots.values()], CONTEXT);
    }
    this.#draw();
  }

  // Factories by place; those of which no place is known are counted, and said.
  #take(factories) {
    const { latitudes, longitudes, placeOf } = this.places, { west, north, across, down } = this.sheet;
    this.spots = new Map();
    let unplaced = 0;
    for (const factory of factories) {
      const place = placeOf[factory];
      if (!place) {
        unplaced += 1;
        continue;
      }
      if (!this.spots.has(place)) {
        const x = (longitudes[place - 1] / 100 - 180 - west) * across, y = (north + 90 - latitudes[place - 1] / 100) * down;
        this.spots.set(place, { x, y, factories: [] });
      }
      this.spots.get(place).factories.push(factory);
    }
    const note = this.container.querySelector("[data-unplaced]");
    note.hidden = !unplaced;
    note.textContent = this.#say(this.told.texts.unplaced, { part: this.digits(unplaced), whole: this.digits(factories.length) });
  }

  // Finer outlines than those of the page, once.
  #refine() {
    this.fine ??= part(this.told.index, "outlines").then(({ land, borders, countries }) => {
      this.svg.querySelector(".land").setAttribute("d", land);
      this.svg.querySelector(".borders").setAttribute("d", borders);
      for (const member of this.svg.querySelectorAll(".member")) member.setAttribute("d", countries[member.dataset.country]);
    }, () => { this.fine = null; });
  }

  // A view of these spots, at least so many degrees across.
  #around(spots, least = 0) {
    if (!spots.length) return this.#held(0, 0, this.sheet.width);
    const xs = spots.map(({ x }) => x), ys = spots.map(({ y }) => y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)], [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const wide = Math.max(least * this.sheet.across, Math.max(right - left, (bottom - top) / this.#ratio()) * (1 + 2 * MARGIN));
    return this.#held((left + right) / 2, (top + bottom) / 2, wide);
  }

  // Height by width of the picture on the page, which is not that of the sheet on a phone.
  #ratio() {
    return this.svg.clientHeight / this.svg.clientWidth || this.sheet.height / this.sheet.width;
  }

  // A view with this middle and width, within the sheet and not closer than the places are known.
  #held(x, y, wide) {
    const { width, height, across } = this.sheet;
    const held = Math.min(width, Math.max(CLOSEST * across, wide)), high = held * this.#ratio();
    const within = (at, size, most) => (size > most ? (most - size) / 2 : Math.min(most - size, Math.max(0, at - size / 2)));
    return { x: within(x, held, width), y: within(y, high, height), width: held, high };
  }

  #middle() {
    return [this.view.x + this.view.width / 2, this.view.y + this.view.high / 2];
  }

  #draw() {
    const pixels = this.svg.clientWidth;
    if (!this.view || !pixels) return;
    const { x, y, width, high } = this.view, unit = width / pixels;
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${high}`);
    const seen = [...this.spots.values()].filter((spot) => spot.x >= x && spot.x <= x + width && spot.y >= y && spot.y <= y + high);
    this.#groups = grouped(seen, APART * unit);
    this.points.replaceChildren(...this.#groups.map((spots, at) => this.#mark(spots, at, unit)));
  }

  #mark(spots, at, unit) {
    const all = spots.flatMap(({ factories }) => factories), number = all.length;
    const group = document.createElementNS(SVG, "g"), circle = document.createElementNS(SVG, "circle");
    group.setAttribute("class", number === 1 ? "point" : "group");
    group.setAttribute("role", "button");
    group.setAttribute("tabindex", "0");
    group.setAttribute("data-group", at);
    group.setAttribute("transform", `translate(${spots[0].x} ${spots[0].y}) scale(${unit})`);
    group.setAttribute("aria-label", number === 1 ? this.#name(all[0]) : this.#say(this.told.texts.here, { number: this.digits(number) }));
    circle.setAttribute("r", number === 1 ? DOT : Math.min(LARGEST, TARGET + 2 * Math.log2(number)));
    group.append(circle);
    const extra = document.createElementNS(SVG, number === 1 ? "circle" : "text");
    if (number === 1) extra.setAttribute("r", TARGET);
    else extra.textContent = this.digits(number);
    extra.setAttribute("class", number === 1 ? "target" : "number");
    group.append(extra);
    return group;
  }

  #clicked({ target }) {
    const mark = target.closest?.("[data-group]"), button = target.closest?.("[data-zoom]");
    if (mark) this.#enter(this.#groups[mark.dataset.group]);
    else if (button) {
      const factor = Number(button.dataset.zoom);
      this.view = factor ? this.#held(...this.#middle(), this.view.width * factor) : this.#around([...this.spots.values()], CONTEXT);
      this.#draw();
    }
  }

  #pressed(event) {
    if (!["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    this.#clicked(event);
  }

  // Come closer to a group, and list its factories.
  #enter(spots) {
    if (spots.length > 1) this.view = this.#around(spots);
    this.#draw();
    this.#list(spots.flatMap(({ factories }) => factories));
  }

  #list(factories) {
    const heading = this.container.querySelector("[data-here]"), list = this.container.querySelector("ul");
    heading.hidden = list.hidden = !factories;
    if (!factories) return;
    heading.textContent = this.#say(this.told.texts.here, { number: this.digits(factories.length) });
    const items = factories.slice(0, LISTED).map((factory) => {
      const item = document.createElement("li"), link = document.createElement("a"), name = document.createElement("bdi");
      link.href = `${this.told.root}${this.index.keys[factory].toLowerCase()}/`;
      name.textContent = this.#name(factory);
      link.append(name);
      item.append(link);
      return item;
    });
    if (factories.length > LISTED) {
      const rest = document.createElement("li");
      rest.textContent = this.#say(this.told.texts.more, { number: this.digits(factories.length - LISTED) });
      items.push(rest);
    }
    list.replaceChildren(...items);
    heading.focus();
  }

  // The map moves with the finger or the mouse; a press without a move is a click.
  #dragging() {
    let from = null;
    this.svg.addEventListener("pointerdown", (event) => { from = event; });
    this.svg.addEventListener("pointermove", (event) => {
      if (!from || event.pointerType === "touch" || !event.buttons) return;
      const unit = this.view.width / this.svg.clientWidth, [x, y] = this.#middle();
      this.view = this.#held(x - (event.clientX - from.clientX) * unit, y - (event.clientY - from.clientY) * unit, this.view.width);
      from = event;
      this.#draw();
    });
    addEventListener("pointerup", () => { from = null; });
  }

  #name(factory) {
    return text(this.index.words, this.index.names, factory);
  }

  #say(words, values) {
    return words.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }
}
