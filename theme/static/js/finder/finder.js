// Owns the search of factories: from what a reader types and chooses to the address, the result and what is announced.
// The page without this script has the same factories in lists, and this script has no words of its own.

import { read, shown, written } from "./address.js";
import { Controls } from "./controls.js";
import { Lines } from "./lines.js";
import { ResultMap } from "./map.js";
import { Names, mayBeOsId } from "./matching.js";
import { pageLinks } from "./pager.js";
import { part } from "./reading.js";
import { resultOf } from "./results.js";

const PAGE = 50, PAUSE = 400;

const told = JSON.parse(document.getElementById("finder").textContent);
const { texts } = told;
const form = document.getElementById("find");
const panel = document.querySelector(".filters");
const section = document.querySelector(".result");
const lists = document.querySelector(".lists");
const notice = document.querySelector("[data-notice]");
const announced = document.querySelector("[data-announced]");
const find = (selector) => section.querySelector(selector);

const controls = new Controls(form, panel, told.labels, told.locale);
const lines = new Lines(section, controls.labels, told);
const say = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const digits = (number) => controls.number.format(number);
const places = (name, value) => [...(controls.known.get(name) ?? [])].indexOf(value) + 1;

let index = null, map = null, page = 1, turn = 0, pause = 0;

const stateNow = () => ({ ...controls.state(), page });
const isAsked = ({ q, chosen, sort, view }) => Boolean(q || chosen.size || sort || view);
const isHere = ({ q, chosen }) =>
  index && (!mayBeOsId(q) || index.osIds) && [...chosen.keys()].every((name) => index.filters.has(name));

// Fetch what the search needs and is not here yet; the rest of the filters follow after the first result.
async function fetched({ q, chosen }) {
  const names = part(told.index, "names"), filters = part(told.index, "filters");
  filters.catch(() => {});
  const osIds = mayBeOsId(q) ? await part(told.index, "os-ids") : null;
  const given = await names;
  index ??= { ...given, search: new Names(given) };
  if (osIds) index.osIds = osIds;
  const take = (rest) => { index.filters = new Map([...given.filters, ...rest.filters]); };
  if ([...chosen.keys()].some((name) => !index.filters.has(name))) take(await filters);
  else if (index.filters.size === given.filters.size) filters.then((rest) => { take(rest); refresh(); }, () => {});
}

async function search({ focus = false } = {}) {
  const mine = ++turn, state = stateNow();
  controls.tell(state.chosen, texts.chosen);
  if (!isAsked(state)) {
    showLists();
    return;
  }
  try {
    if (!isHere(state)) await fetched(state);
  } catch {
    if (mine === turn) showFailure();
    return;
  }
  if (mine !== turn) return;
  announce(show(state));
  if (focus) document.getElementById("result").focus();
}

function showLists() {
  section.hidden = true;
  lists.hidden = false;
  controls.count(null);
  announce("");
}

function showFailure() {
  showLists();
  remark(notice, texts.failed);
}

function refresh() {
  if (!section.hidden) show(stateNow());
}

// Show the result; return what is to be announced of it.
function show(state) {
  const { factories, counts, how } = resultOf(state, index, places);
  const pages = Math.max(1, Math.ceil(factories.length / PAGE));
  if (page > pages) {
    complain([`page=${page}`]);
    page = pages;
  }
  const found = say(texts.found, { part: digits(factories.length) });
  const also = factories.length ? texts[how] ?? "" : texts.none;
  controls.count(counts);
  find("[data-found]").textContent = pages > 1 && !state.view ? `${found}. ${say(texts.pages, { page: digits(page), pages: digits(pages) })}` : found;
  remark(find("[data-remark]"), also);
  showMap(state.view === "map", factories);
  find("table").hidden = factories.length === 0 || state.view === "map";
  lines.show(index, factories.subarray((page - 1) * PAGE, page * PAGE), mayBeOsId(state.q));
  find(".pager").hidden = pages === 1 || state.view === "map";
  pageLinks(find(".pager ul"), {
    page, pages, link: (at) => written({ ...state, page: at }) || "?",
    label: (at) => ({ number: digits(at), words: say(texts.page, { page: digits(at) }) }),
  });
  section.hidden = false;
  lists.hidden = true;
  return [found, also].filter(Boolean).join(". ");
}

function showMap(wanted, factories) {
  const container = find(".map");
  if (container) container.hidden = !wanted;
  find("[name=sort]").parentElement.hidden = find("[data-of-lines]").hidden = wanted;
  if (!wanted) return;
  map ??= new ResultMap(container, lists.querySelector(".map svg"), told, digits);
  map.show(index, factories).catch(showFailure);
}

const remark = (element, words) => {
  (element.querySelector("span") ?? element).textContent = words;
  element.hidden = !words;
};

function complain(strange) {
  remark(notice, strange.length ? say(texts.strange, { what: shown(strange) }) : "");
}

// Said after a pause, so that a reader who types hears the last result and not one for each letter.
function announce(words) {
  clearTimeout(pause);
  const said = () => [notice.hidden ? "" : notice.firstElementChild.textContent, words].filter(Boolean).join(" ");
  pause = setTimeout(() => { announced.textContent = said(); }, PAUSE);
}

function changed({ push = false, focus = false } = {}) {
  const address = location.pathname + written(stateNow()) + location.hash;
  if (address !== location.pathname + location.search + location.hash) history[push ? "pushState" : "replaceState"](null, "", address);
  complain([]);
  return search({ focus });
}

function follow() {
  const state = read(location.search, controls.known, controls.orders, controls.views);
  controls.fill(state);
  page = state.page;
  complain(state.strange);
  return search();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  page = 1;
  changed({ focus: true });
});
document.addEventListener("input", (event) => {
  if (event.target.form !== form) return;
  page = 1;
  changed();
});
section.addEventListener("click", (event) => {
  const link = event.target.closest("[data-page]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  page = Number(link.dataset.page);
  changed({ push: true, focus: true });
});
addEventListener("popstate", follow);
form.addEventListener("focusin", () => part(told.index, "names").catch(() => {}), { once: true });

form.hidden = panel.hidden = false;
panel.open = matchMedia("(min-width: 60rem)").matches;
follow();
