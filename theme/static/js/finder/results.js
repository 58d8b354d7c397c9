// Owns the result of a search as numbers: which factories, in which order, with which counts beside the filters.

import { byCode } from "./matching.js";
import { narrowed, ordered } from "./narrowing.js";

const NOT = 255, NEVER = 1_000_000;

// `index`: the parts that are here; `places`: the order of values of a filter, by its name and value.
export function resultOf({ q, chosen, sort }, index, places) {
  const coded = q ? byCode(q, index) : [];
  const named = q ? index.search.match(q) : { scores: null, how: "all" };
  const codes = new Set(coded);
  const only = coded.length > 0 && named.how !== "all";
  const byName = (factory) => !only && named.scores[factory] !== NOT;
  const fits = !q ? () => true : !named.scores ? (factory) => codes.has(factory) : (factory) => codes.has(factory) || byName(factory);
  const { matches, counts } = narrowed(index.keys.length, index.filters, chosen, fits);
  const first = {
    name: () => 0,
    best: (factory) => (codes.has(factory) ? -1 : named.scores?.[factory] ?? 0),
    newest: (factory) => index.latest[factory] || NEVER,
    oldest: (factory) => (index.latest[factory] ? -index.latest[factory] : NEVER),
    place: (factory) => placeOf(index, places, factory),
  }[sort || "best"];
  return { factories: ordered(matches, index.search.ranks, first), counts, how: only ? "all" : named.how };
}

function placeOf({ filters }, places, factory) {
  const [country, place] = ["country", "place"].map((name) => {
    const { values, sets, setOf } = filters.get(name);
    return places(name, values[sets[setOf[factory]][0]]);
  });
  return country * 4096 + place;
}
