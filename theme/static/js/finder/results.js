// Owns the result of a search as numbers: which factories remain, in which order, and how many have each value.
// Values of one filter widen it (either of them), filters narrow each other (all of them). The numbers of a filter
// follow every choice but its own, so that each says how many a reader would find with that value.

import { byCode } from "./matching.js";

const NOT = 255, NEVER = 1_000_000, PLACES = 4096;

// `index`: the parts that are here; `placeOf`: the place of a value in the order of its filter, by name and value.
export function resultOf({ q, chosen, sort }, index, placeOf) {
  const count = index.keys.length;
  const codes = q ? byCode(q, index) : [];
  const named = q ? index.search.match(q) : { scores: null, how: "all" };
  // What is a code is looked for among names as well, but not among names that are only much like it.
  const scores = codes.length && named.how !== "all" ? null : named.scores;
  const best = q ? scored(count, codes, scores) : null;
  const result = narrowed(count, index.filters, chosen, best);
  const first = {
    name: null,
    best: best && ((factory) => best[factory]),
    newest: (factory) => index.latest[factory] || NEVER,
    oldest: (factory) => (index.latest[factory] ? -index.latest[factory] : NEVER),
    place: (factory) => where(index, placeOf, factory),
  }[sort || "best"];
  return { factories: ordered(result, index.search.byName, first), counts: result.counts, how: codes.length ? "all" : named.how };
}

// 0 for what does not match; else the better the lower: 1 for a code, more for names.
function scored(count, codes, scores) {
  const best = new Uint16Array(count);
  if (scores) for (let factory = 0; factory < count; factory += 1) if (scores[factory] !== NOT) best[factory] = scores[factory] + 2;
  for (const factory of codes) best[factory] = 1;
  return best;
}

function where({ filters }, placeOf, factory) {
  const [country, place] = ["country", "place"].map((name) => {
    const { values, sets, setOf } = filters.get(name);
    return placeOf(name, values[sets[setOf[factory]][0]]);
  });
  return country * PLACES + place;
}

// `filters`: Map of name to { values, sets, setOf }; `chosen`: Map of name to a Set of values; `allowed`: 1 for each
// factory that is not out already, or null. Returns `matches`, 1 for each factory that remains, their `number`, and
// `counts`: Map of name to a Map of value to number.
function narrowed(count, filters, chosen, allowed) {
  const names = [...filters.keys()], all = [...filters.values()];
  const tests = names.flatMap((name, place) => {
    const wanted = chosen.get(name);
    return wanted?.size ? [{ place, setOf: all[place].setOf, good: goodSets(all[place], wanted) }] : [];
  });
  const setsOf = all.map(({ setOf }) => setOf), tallies = all.map(({ sets }) => new Int32Array(sets.length));
  const matches = new Uint8Array(count);
  let number = 0;
  for (let factory = 0; factory < count; factory += 1) {
    if (allowed && !allowed[factory]) continue;
    let failed = -1, failures = 0;
    for (let at = 0; at < tests.length && failures < 2; at += 1) {
      if (tests[at].good[tests[at].setOf[factory]]) continue;
      failed = tests[at].place;
      failures += 1;
    }
    if (failures === 1) tallies[failed][setsOf[failed][factory]] += 1;
    if (failures) continue;
    matches[factory] = 1;
    number += 1;
    for (let place = 0; place < tallies.length; place += 1) tallies[place][setsOf[place][factory]] += 1;
  }
  return { matches, number, counts: new Map(names.map((name, place) => [name, countsOf(all[place], tallies[place])])) };
}

function goodSets({ values, sets }, wanted) {
  const places = new Set(values.flatMap((value, place) => (wanted.has(value) ? [place] : [])));
  return Uint8Array.from(sets, (set) => (set.some((place) => places.has(place)) ? 1 : 0));
}

function countsOf({ values, sets }, tally) {
  const counts = new Int32Array(values.length);
  for (let at = 0; at < sets.length; at += 1) if (tally[at]) for (const place of sets[at]) counts[place] += tally[at];
  return new Map(values.map((value, place) => [value, counts[place]]));
}

// The factories that remain in an order: `first` gives the whole number that counts first, the order of names decides
// between equals. Without `first` it is the order of names.
function ordered({ matches, number }, byName, first) {
  const found = new Int32Array(number);
  let length = 0;
  for (const factory of byName) if (matches[factory]) found[length++] = factory;
  if (!first) return found;
  const keys = Float64Array.from(found, (factory, rank) => first(factory) * number + rank).sort();
  return Int32Array.from(keys, (key) => found[((key % number) + number) % number]);
}
