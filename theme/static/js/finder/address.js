// Owns the state of a search as it stands in the address: what it says, what of it nobody knows, and how it is written.

const MOST_SHOWN = 5, LONGEST_SHOWN = 60;

// `known`: Map of each filter to the Set of its values; `orders`, `views`: the keys that there are.
export function read(query, known, orders, views) {
  const state = { q: "", chosen: new Map(), sort: "", view: "", page: 1, strange: [] };
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === "q") state.q = value.slice(0, 200);
    else if (name === "sort" && (orders.includes(value) || !value)) state.sort = value;
    else if (name === "view" && views.includes(value)) state.view = value;
    else if (name === "page" && /^[1-9][0-9]{0,5}$/.test(value)) state.page = Number(value);
    else if (known.get(name)?.has(value)) add(state.chosen, name, value);
    else if (value || known.has(name)) state.strange.push(`${name}=${value}`);
    else state.strange.push(name);
  }
  return state;
}

function add(chosen, name, value) {
  if (!chosen.has(name)) chosen.set(name, new Set());
  chosen.get(name).add(value);
}

export const shown = (strange) => {
  const parts = strange.slice(0, MOST_SHOWN).map((each) => (each.length > LONGEST_SHOWN ? `${each.slice(0, LONGEST_SHOWN)}…` : each));
  return parts.join(", ") + (strange.length > MOST_SHOWN ? ", …" : "");
};

export function written({ q, chosen, sort, view, page }) {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  for (const [name, values] of chosen) for (const value of values) query.append(name, value);
  if (sort) query.set("sort", sort);
  if (view) query.set("view", view);
  if (page > 1) query.set("page", page);
  const text = query.toString();
  return text ? `?${text}` : "";
}
