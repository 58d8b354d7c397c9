// Owns the lines of the result: a row for each factory, with the same facts as the lists on the page, and the links to
// the pages of a long result.

import { text } from "./reading.js";

const DAY = 86_400_000, AROUND = 2;

export class Lines {
  // `labels`: filter -> value -> words, as text or as an element of the page; `told`: what the page tells the script.
  constructor(section, labels, told) {
    this.body = section.querySelector("tbody");
    this.row = section.querySelector("template").content.firstElementChild;
    this.labels = labels;
    this.told = told;
    this.number = new Intl.NumberFormat(told.locale, { numberingSystem: "latn" });
    this.day = new Intl.DateTimeFormat(told.locale, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
  }

  show(index, factories, withOsIds) {
    this.body.replaceChildren(...Array.from(factories, (factory) => this.#line(index, factory, withOsIds)));
  }

  #line(index, factory, withOsIds) {
    const row = this.row.cloneNode(true);
    const [head, place, status, workers, assessed, open] = row.cells;
    this.#name(head, index, factory, withOsIds);
    if (this.#value(index, "place", factory) !== "-") {
      const name = document.createElement("bdi");
      name.append(this.#label(index, "place", factory));
      place.append(name, ", ");
    }
    place.append(this.#label(index, "country", factory));
    status.append(this.#label(index, "status", factory));
    workers.append(this.#label(index, "workers", factory));
    const unknown = this.#values(index, "record", factory).map((value) => this.told.unknown[value]).find(Boolean);
    if (index.latest[factory]) assessed.append(this.#time(index.asOf - (index.latest[factory] - 1) * DAY));
    else assessed.append(muted(unknown));
    if (unknown) open.append(muted(unknown));
    else open.textContent = this.number.format(index.open[factory] - 1);
    return row;
  }

  #name(head, index, factory, withOsId) {
    const key = index.keys[factory], [link, code] = head.children;
    link.href = `${this.told.root}${key.toLowerCase()}/`;
    link.firstElementChild.textContent = text(index.words, index.names, factory);
    code.textContent = withOsId && index.osIds.has(key) ? `${key} ${index.osIds.get(key)}` : key;
    if (!index.others) return;
    const local = text(index.others.words, index.others.local, factory);
    if (local) head.append(lineOf(local, this.told.languages[this.#value(index, "country", factory)] ?? "und"));
    const former = formerNames(index.others, factory);
    if (former.length) head.append(lineOf(this.told.texts.formerly.replace("{names}", () => former.join("; ")), "", "base"));
  }

  #time(at) {
    const time = document.createElement("time");
    time.dateTime = new Date(at).toISOString().slice(0, 10);
    time.textContent = this.day.format(at);
    return time;
  }

  #values(index, name, factory) {
    const { values, sets, setOf } = index.filters.get(name);
    return sets[setOf[factory]].map((place) => values[place]);
  }

  #value(index, name, factory) {
    return this.#values(index, name, factory)[0];
  }

  #label(index, name, factory) {
    const value = this.#value(index, name, factory);
    const words = this.labels.get(name)?.get(value) ?? value;
    return typeof words === "string" ? words : words.cloneNode(true);
  }
}

function formerNames({ words, former }, factory) {
  const names = [];
  for (let at = 0; at < former.count; at += 1) if (former.owners[at] === factory) names.push(text(words, former, at));
  return names;
}

function lineOf(words, language, kind = "") {
  const line = document.createElement("bdi");
  line.className = `under ${kind}`.trim();
  if (language) line.lang = language;
  line.textContent = words;
  return line;
}

function muted(words) {
  const span = document.createElement("span");
  span.className = "muted";
  span.textContent = words;
  return span;
}

export function pageLinks(list, { page, pages, link, label }) {
  const shown = [];
  for (let at = 1; at <= pages; at += 1)
    if (at === 1 || at === pages || Math.abs(at - page) <= AROUND) shown.push(at);
  const items = shown.flatMap((at, place) => {
    const item = document.createElement("li"), anchor = document.createElement("a");
    anchor.href = link(at);
    anchor.dataset.page = at;
    anchor.textContent = label(at).number;
    anchor.setAttribute("aria-label", label(at).words);
    if (at === page) anchor.setAttribute("aria-current", "page");
    item.append(anchor);
    if (!place || shown[place - 1] === at - 1) return [item];
    const gap = document.createElement("li");
    gap.textContent = "…";
    gap.setAttribute("aria-hidden", "true");
    return [gap, item];
  });
  list.replaceChildren(...items);
}
