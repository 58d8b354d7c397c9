// Owns the field that adds a factory: what a reader types, the factories that match, and where each of them leads.
// It searches the index of the search of factories, by the same rules.

import { Names, byCode, codeOf, startOf } from "../finder/matching.js";
import { part, text } from "../finder/reading.js";
import { made } from "./saying.js";
import { link } from "./table.js";

const MOST_SHOWN = 8, PAUSE = 250, NOT = 255;

export class Adding {
  // `leadsTo(key)`: the address of the comparison with this factory, or nothing where it is compared already.
  constructor(form, saying, leadsTo, announce) {
    Object.assign(this, { form, saying, leadsTo, announce });
    this.found = form.querySelector("[data-found]");
    this.list = form.querySelector("[data-matches]");
    form.addEventListener("focusin", () => this.#index().catch(() => {}), { once: true });
    form.addEventListener("input", () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.#search(), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.pause);
      this.#search({ isSent: true });
    });
  }

  async #index(typed = "") {
    const { told } = this.saying;
    const index = await part(told.index, "names");
    index.search ??= new Names(index);
    const start = startOf(typed, index);
    if (start) for (const [key, osId] of Object.entries(await part(told.index, `os-ids/${start}`))) index.osIds.set(key, osId);
    if (typed && !codeOf(typed) && !index.others && index.search.lacks(typed)) {
      const others = await part(told.index, "other-names");
      if (!index.others) index.search.takeOthers(others);
      index.others = others;
    }
    return index;
  }

  async #search({ isSent = false } = {}) {
    const typed = this.form.elements.a.value.trim();
    try {
      const index = await this.#index(typed);
      if (typed !== this.form.elements.a.value.trim()) return;
      const { matches, how } = typed ? matching(typed, index) : { matches: [], how: "all" };
      const others = matches.filter((at) => this.leadsTo(index.keys[at]));
      if (isSent && others.length === 1) location.assign(this.leadsTo(index.keys[others[0]]));
      else this.#show(typed, others, how, index);
    } catch {
      this.#tell(this.saying.text("failed"));
    }
  }

  #show(typed, matches, how, index) {
    this.list.replaceChildren(...matches.slice(0, MOST_SHOWN).map((at) => this.#item(at, index)));
    this.list.hidden = matches.length === 0;
    if (!typed) this.#tell("");
    else if (!matches.length) this.#tell(this.saying.text("nobody"));
    else {
      const number = this.saying.text("matches", { number: this.saying.number(matches.length) });
      this.#tell(how === "all" ? number : `${this.saying.text("similar")} ${number}`);
    }
  }

  #item(at, index) {
    const key = index.keys[at];
    const anchor = link(this.leadsTo(key), made("bdi", "", text(index.words, index.names, at)));
    return made("li", "", anchor, made("span", "base code", key));
  }

  #tell(words) {
    this.found.textContent = words;
    this.found.hidden = !words;
    this.announce(words);
  }
}

// Factories whose key or OS ID begins like this, else those whose names have the words, the best first.
function matching(typed, index) {
  const coded = byCode(typed, index);
  if (coded.length) return { matches: coded, how: "all" };
  const { scores, how } = index.search.match(typed);
  const matches = scores ? [...index.search.byName].filter((at) => scores[at] !== NOT) : [];
  return { matches: matches.sort((one, other) => scores[one] - scores[other]), how };
}
