// Owns the address of a comparison: which factories or countries it asks for, what of it cannot be, how it is written.

const FACTORY = /^[a-z]{2}-[0-9]{4,6}$/, COUNTRY = /^[a-z]{2}$/;
const LONGEST = 60;

// `countries`: codes that the portal has; `most`: how many may stand side by side.
export function read(query, countries, most) {
  const asked = { keys: [], form: "", strange: [], unlike: [], more: [] };
  for (const [name, value] of new URLSearchParams(query)) {
    const key = value.trim().toLowerCase();
    if (name === "form" && ["full", "short"].includes(key)) asked.form = key;
    else if (name === "a" && (FACTORY.test(key) || countries.has(key.toUpperCase()))) take(asked, key, most);
    else if (value || name !== "a") asked.strange.push(shown(name === "a" ? value : `${name}=${value}`));
  }
  return asked;
}

function take(asked, key, most) {
  if (asked.keys.includes(key)) return;
  if (asked.keys.length && isCountry(asked.keys[0]) !== isCountry(key)) asked.unlike.push(key.toUpperCase());
  else if (asked.keys.length === most) asked.more.push(key.toUpperCase());
  else asked.keys.push(key);
}

export const isCountry = (key) => COUNTRY.test(key);

const shown = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

export function written(keys, form = "") {
  const query = new URLSearchParams(keys.map((key) => ["a", key]));
  if (form) query.set("form", form);
  return `?${query}`;
}
