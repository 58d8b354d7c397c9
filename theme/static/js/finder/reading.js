// Owns the reading of the index: columns of text back into numbers, texts and sets. generator/search/coding.py
// writes them. Factories are numbered from 0, in the order of their keys.

const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
for (let at = 0; at < SIGNS.length; at += 1) VALUE[SIGNS.charCodeAt(at)] = at;

export function numbers(column) {
  const found = new Int32Array(column.length);
  let length = 0;
  for (let at = 0; at < column.length; length += 1) {
    let sign, shift = 0;
    do {
      sign = VALUE[column.charCodeAt(at)];
      found[length] |= (sign & 31) << shift;
      shift += 5;
      at += 1;
    } while (sign & 32);
  }
  return found.subarray(0, length);
}

// Texts as places of their words: those of text n are ids[starts[n]] to ids[starts[n + 1]], without the last.
function texts(column) {
  const codes = numbers(column), ids = new Int32Array(codes.length), starts = [0];
  let length = 0;
  for (const code of codes) {
    if (code) ids[length++] = code - 1;
    else starts.push(length);
  }
  return { ids: ids.subarray(0, length), starts, count: starts.length - 1 };
}

// As texts, any number of them for a factory; owners[n] is the factory of text n.
function lists(column) {
  const ids = [], starts = [0], owners = [];
  let owner = 0;
  for (const code of numbers(column)) {
    if (code) ids.push(code - 1);
    else if (ids.length === starts.at(-1)) owner += 1;
    else {
      starts.push(ids.length);
      owners.push(owner);
    }
  }
  return { ids, starts, count: owners.length, owners };
}

function keys(runs) {
  const found = [], parts = runs.split(" ");
  for (let at = 0; at < parts.length; at += 2) {
    const [, stem, end] = parts[at].match(/^(.*?)([0-9]*)$/);
    for (let step = 0; step < Number(parts[at + 1]); step += 1)
      found.push(stem + (end && String(Number(end) + step).padStart(end.length, "0")));
  }
  return found;
}

// A filter: its values by their keys, the sets of places of values that occur, and the set of each factory.
function choices({ values, sets, codes }) {
  const known = [];
  let set = [];
  for (const code of numbers(sets)) {
    if (code) set.push((set.at(-1) ?? -1) + code);
    else {
      known.push(set);
      set = [];
    }
  }
  let fresh = 0;
  const setOf = numbers(codes).map((code) => (code ? code - 1 : fresh++));
  return { values, sets: known, setOf };
}

const read = {
  names: (part) => ({
    asOf: Date.parse(part.as_of),
    keys: keys(part.keys),
    words: part.words.split(" "),
    names: texts(part.names),
    others: null,
    latest: numbers(part.latest),
    open: numbers(part.open),
    starts: new Set(part.os_ids.split(" ")),
    osIds: new Map(),
  }),
  "other-names": (part) => ({ words: part.words.split(" "), local: texts(part.local), former: lists(part.former) }),
  places: (part) => ({
    latitudes: numbers(part.latitudes),
    longitudes: numbers(part.longitudes),
    placeOf: numbers(part.codes),
  }),
};

const parts = new Map();

// A part of the index, fetched once; the browser asks whether its copy is still that of this build.
export function part(folder, name) {
  if (!parts.has(name)) {
    const fetched = fetch(`${folder}${name}.json`, { cache: "no-cache" }).then(async (answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      const given = await answer.json();
      const made = read[name]?.(given) ?? given;
      const filters = Object.entries(given.filters ?? {}).map(([key, filter]) => [key, choices(filter)]);
      return filters.length ? { ...made, filters: new Map(filters) } : made;
    });
    fetched.catch(() => parts.delete(name));
    parts.set(name, fetched);
  }
  return parts.get(name);
}

export const text = (words, { ids, starts }, at) =>
  Array.from(ids.slice(starts[at], starts[at + 1]), (id) => words[id]).join(" ");
