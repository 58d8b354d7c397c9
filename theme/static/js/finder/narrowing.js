// Owns the narrowing by filters: which factories remain, and how many have each value.
// Values of one filter widen it (either of them), filters narrow each other (all of them). The numbers of a filter
// follow every choice but its own, so that each says how many a reader would find with that value.

// `filters`: Map of name to { values, sets, setOf }; `chosen`: Map of name to a Set of values; `fits(factory)`.
export function narrowed(count, filters, chosen, fits) {
  const all = [...filters.values()];
  const names = [...filters.keys()];
  const tests = names.flatMap((name, place) => {
    const wanted = chosen.get(name);
    return wanted?.size ? [{ place, setOf: all[place].setOf, good: goodSets(all[place], wanted) }] : [];
  });
  const tallies = all.map(({ sets }) => new Int32Array(sets.length));
  const matches = new Int32Array(count);
  let length = 0;
  for (let factory = 0; factory < count; factory += 1) {
    if (!fits(factory)) continue;
    let failed = -1, failures = 0;
    for (const { place, setOf, good } of tests) {
      if (!good[setOf[factory]]) {
        failed = place;
        failures += 1;
        if (failures > 1) break;
      }
    }
    if (failures === 1) tallies[failed][all[failed].setOf[factory]] += 1;
    if (failures) continue;
    matches[length++] = factory;
    for (let place = 0; place < all.length; place += 1) tallies[place][all[place].setOf[factory]] += 1;
  }
  const counts = new Map(names.map((name, place) => [name, countsOf(all[place], tallies[place])]));
  return { matches: matches.subarray(0, length), counts };
}

function goodSets({ values, sets }, wanted) {
  const places = new Set(values.flatMap((value, place) => (wanted.has(value) ? [place] : [])));
  return Uint8Array.from(sets, (set) => (set.some((place) => places.has(place)) ? 1 : 0));
}

function countsOf({ values, sets }, tally) {
  const counts = new Map(values.map((value) => [value, 0]));
  sets.forEach((set, at) => {
    for (const place of set) counts.set(values[place], counts.get(values[place]) + tally[at]);
  });
  return counts;
}

// Factories in an order: `first` gives the number that counts first, `ranks` decides between equals.
export function ordered(matches, ranks, first) {
  const size = ranks.length;
  const factoryAt = new Int32Array(size);
  ranks.forEach((rank, factory) => { factoryAt[rank] = factory; });
  const keys = Float64Array.from(matches, (factory) => first(factory) * size + ranks[factory]);
  return Int32Array.from(keys.sort(), (key) => factoryAt[((key % size) + size) % size]);
}
