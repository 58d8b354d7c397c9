// Owns the search for names: which factories have the words that a reader typed, and how well they fit.
// Words are looked for in the vocabulary, which is small, and not in the names, which are many.

import { folded, words } from "./folding.js";
import { NEARLY, NOT, WITHIN, bitsOf, distance, exactly, letters, mistakes } from "./likeness.js";
import { text } from "./reading.js";

const KINDS = 3, NAME = 0, LOCAL = 1, FORMER = 2, MOST_WORDS = 12;
const KEPT = 64;

export class Names {
  constructor(index) {
    this.count = index.keys.length;
    this.byName = inOrderOfNames(index);
    this.#take(index.words, [[index.names, NAME]]);
  }

  #vocabularies = [];
  #found = new Map();

  takeOthers({ words: written, local, former }) {
    this.#take(written, [[local, LOCAL], [former, FORMER]]);
  }

  // Whether names that are not here yet may be those that a reader means.
  lacks(typed) {
    const { scores, how } = this.match(typed);
    return how !== "all" || Boolean(scores?.every((score) => score === NOT));
  }

  #take(written, kinds) {
    this.#vocabularies.push(vocabularyOf(written, kinds));
    this.#found.clear();
  }

  // Scores of all factories (NOT: no match) for what was typed, and how the words were found: all, similar or some.
  match(typed) {
    const asked = words(typed).slice(0, MOST_WORDS);
    if (!asked.length) return { scores: null, how: "all" };
    for (const [ways, how] of [[asked.map((word) => this.#exact(word)), "all"], [asked.map((word) => this.#near(word)), "similar"]]) {
      const scores = this.#together(ways, ways.length);
      if (scores) return { scores, how };
    }
    const wide = asked.map((word) => this.#near(word, true));
    for (let least = wide.length; least > 0; least -= 1) {
      const scores = this.#together(wide, least);
      if (scores) return { scores, how: least === wide.length ? "similar" : "some" };
    }
    return { scores: new Uint8Array(this.count).fill(NOT), how: "all" };
  }

  // Where all of the words stand in one name, or at least so many of them; nothing when no name has them.
  #together(ways, least) {
    const scores = new Uint8Array(this.count).fill(NOT);
    let any = false;
    for (let factory = 0, place = 0; factory < this.count; factory += 1) {
      for (let kind = 0; kind < KINDS; kind += 1, place += 1) {
        let score = kind === FORMER ? 1 : 0, having = 0;
        for (let at = 0; at < ways.length; at += 1) {
          const own = ways[at][place];
          if (own === NOT) continue;
          score += own;
          having += 1;
        }
        if (having < least) continue;
        if (score < scores[factory]) scores[factory] = Math.min(score, NOT - 1);
        any = true;
      }
    }
    return any ? scores : null;
  }

  #exact(typed) {
    return this.#remembered(`=${typed}`, () => this.#spread(this.#fitting(typed)));
  }

  // Words written nearly like the typed one; without `wide`, only where none is written like it, and the nearest.
  #near(typed, wide = false) {
    return this.#remembered(`${wide ? "*" : "~"}${typed}`, () => {
      const fitting = this.#fitting(typed);
      if (fitting.length && !wide) return this.#spread(fitting);
      const parted = fitting.length ? null : this.#parted(typed);
      if (parted) return parted;
      const near = this.#written(typed);
      const nearest = Math.min(...near.map(([, score]) => score));
      return this.#spread([...fitting, ...near.filter(([, score]) => wide || score === nearest)]);
    });
  }

  *#terms() {
    for (const { terms } of this.#vocabularies) yield* terms.values();
  }

  #fitting(typed) {
    const found = [];
    for (const each of this.#terms()) {
      const score = exactly(typed, each.term);
      if (score !== NOT) found.push([each, score]);
    }
    return found;
  }

  #written(typed) {
    const most = mistakes(typed), bits = letters(typed), found = [];
    if (!most) return found;
    for (const each of this.#terms()) {
      if (each.term.length < typed.length - most || bitsOf(bits & ~each.bits) > most) continue;
      const far = distance(typed, each.term, most);
      if (far <= most) found.push([each, NEARLY + 2 * far]);
    }
    return found;
  }

  // Two words typed as one.
  #parted(typed) {
    for (let at = 2; at <= typed.length - 2; at += 1) {
      const firsts = this.#vocabularies.map(({ terms }) => terms.get(typed.slice(0, at))).filter(Boolean);
      if (!firsts.length) continue;
      const rest = this.#fitting(typed.slice(at)).filter(([, score]) => score < WITHIN);
      const one = this.#spread(firsts.map((first) => [first, NEARLY])), other = this.#spread(rest);
      const both = one.map((score, place) => (score === NOT || other[place] === NOT ? NOT : score));
      if (both.some((score) => score !== NOT)) return both;
    }
    return null;
  }

  // Scores of words at every place where they stand.
  #spread(found) {
    const scores = new Uint8Array(this.count * KINDS).fill(NOT);
    for (const [{ places }, score] of found)
      for (const own of places()) for (const place of own) if (score < scores[place]) scores[place] = score;
    return scores;
  }

  #remembered(key, made) {
    if (!this.#found.has(key)) {
      if (this.#found.size >= KEPT) this.#found.delete(this.#found.keys().next().value);
      this.#found.set(key, made());
    }
    return this.#found.get(key);
  }
}

// Folded words of a vocabulary by themselves, each with its letters and the places where it stands: factory times KINDS,
// plus the kind of name.
function vocabularyOf(written, kinds) {
  const starts = new Int32Array(written.length + 1);
  for (const [{ ids }] of kinds) for (const id of ids) starts[id + 1] += 1;
  for (let id = 0; id < written.length; id += 1) starts[id + 1] += starts[id];
  const next = starts.slice(), all = new Int32Array(starts[written.length]);
  for (const [{ ids, starts: begins, count, owners }, kind] of kinds)
    for (let at = 0; at < count; at += 1)
      for (let word = begins[at]; word < begins[at + 1]; word += 1) all[next[ids[word]]++] = (owners ? owners[at] : at) * KINDS + kind;
  const terms = new Map();
  written.forEach((word, id) => {
    for (const term of words(word)) {
      if (!terms.has(term)) {
        const ids = [];
        terms.set(term, { term, ids, bits: letters(term), places: () => ids.map((own) => all.subarray(starts[own], starts[own + 1])) });
      }
      const { ids } = terms.get(term);
      if (ids.at(-1) !== id) ids.push(id);
    }
  });
  return { terms };
}

// Factories in the order of their names, as the lists on the page have it.
function inOrderOfNames({ words: written, names, keys }) {
  const plain = written.map(folded);
  const forms = keys.map((_, at) => text(plain, names, at));
  const order = Int32Array.from(keys, (_, at) => at);
  return order.sort((one, other) => (forms[one] < forms[other] ? -1 : forms[one] > forms[other] ? 1 : one - other));
}

// What may be the beginning of a key or an OS ID, as they are written; empty for anything else.
export const codeOf = (typed) => {
  const code = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  return /^[A-Z]{2}[0-9][0-9A-Z]*$/.test(code) ? code : "";
};

// The part of the index that has the OS IDs which begin like this; nothing where none does.
export const startOf = (typed, { starts }) => {
  const start = codeOf(typed).slice(0, 6).toLowerCase();
  return starts.has(start) ? start : "";
};

// Factories whose key or OS ID begins with what was typed.
export function byCode(typed, { keys, osIds }) {
  const code = codeOf(typed), found = [];
  if (code) keys.forEach((key, at) => {
    if (key.replace("-", "").startsWith(code) || osIds.get(key)?.startsWith(code)) found.push(at);
  });
  return found;
}
