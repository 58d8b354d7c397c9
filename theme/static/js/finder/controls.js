// Owns the controls of the search: what they say, how the address sets them, and the numbers beside their values.

export class Controls {
  constructor(form, panel, labels, locale) {
    this.form = form;
    this.panel = panel;
    this.boxes = [...panel.querySelectorAll("input")];
    this.views = [...(form.elements.view ?? [])].map((radio) => radio.value);
    this.orders = [...form.elements.sort.options].map((option) => option.value);
    this.number = new Intl.NumberFormat(locale, { numberingSystem: "latn" });
    this.known = new Map();
    this.labels = new Map(Object.entries(labels).map(([name, words]) => [name, new Map(Object.entries(words))]));
    for (const box of this.boxes) {
      if (!this.known.has(box.name)) {
        this.known.set(box.name, new Set());
        this.labels.set(box.name, new Map());
      }
      const [, words, count] = box.parentElement.children;
      this.known.get(box.name).add(box.value);
      this.labels.get(box.name).set(box.value, words);
      this.#counters.push([box, count, count.textContent]);
    }
  }

  #counters = [];

  state() {
    const chosen = new Map();
    for (const box of this.boxes) {
      if (!box.checked) continue;
      if (!chosen.has(box.name)) chosen.set(box.name, new Set());
      chosen.get(box.name).add(box.value);
    }
    const { q, sort, view } = this.form.elements;
    const unlessFirst = (value, values) => (value === values[0] ? "" : value);
    return { q: q.value.trim(), chosen, sort: unlessFirst(sort.value, this.orders), view: view ? unlessFirst(view.value, this.views) : "" };
  }

  fill({ q, chosen, sort, view }) {
    const { elements } = this.form;
    elements.q.value = q;
    elements.sort.value = sort || this.orders[0];
    if (elements.view) elements.view.value = view || this.views[0];
    for (const box of this.boxes) box.checked = chosen.get(box.name)?.has(box.value) ?? false;
  }

  // Numbers that follow the search; without them, those of all factories, which the page brought.
  count(counts) {
    for (const [box, counter, all] of this.#counters) {
      const own = counts?.get(box.name);
      const number = own ? own.get(box.value) ?? 0 : null;
      const words = number === null ? all : this.number.format(number);
      if (counter.textContent !== words) counter.textContent = words;
      counter.parentElement.classList.toggle("none", number === 0 && !box.checked);
    }
  }

  // How many values are chosen, said where they are folded away.
  tell(chosen, words) {
    const said = (number) => (number ? words.replace("{number}", this.number.format(number)) : "");
    const sizes = [...chosen.values()].map((values) => values.size);
    this.panel.querySelector("[data-chosen]").textContent = said(sizes.reduce((sum, size) => sum + size, 0));
    for (const part of this.panel.querySelectorAll("[data-filter]"))
      part.querySelector("[data-chosen]").textContent = said(chosen.get(part.dataset.filter)?.size ?? 0);
  }
}
