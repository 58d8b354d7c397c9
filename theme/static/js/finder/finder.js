// Owns the search of factories: from what a reader types and chooses to the address, the result and what is announced.
// The page without this script has the same factories in lists, and this script has no words of its own.

import { read, shown, written } from "./address.js";
import { Controls } from "./controls.js";
import { Lines, pageLinks } from "./lines.js";
import { Names, codeOf, startOf } from "./matching.js";
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

const had = new Set();
let index = null, map = null, page = 1, turn = 0, pause = 0;

const stateNow = () => ({ ...controls.state(), page });
const isAsked = ({ q, chosen, sort, view }) => Boolean(q || chosen.size || sort || view);
const lacking = ({ chosen }) => [...chosen.keys()].filter((name) => !index.filters.has(name));
const hasIds = ({ q }) => !startOf(q, index) || had.has(startOf(q, index));
const hasNames = ({ q }) => !q || index.others || codeOf(q) || !index.search.lacks(q);
const isHere = (state) => index && !lacking(state).length && hasIds(state) && hasNames(state);

// Fetch what the result of a search needs and is not here yet.
async function fetched(state) {
  if (!index) {
    const names = await part(told.index, "names");
    index ??= { ...names, search: new Names(names) };
  }
  await Promise.all([takeFilters(lacking(state)), hasIds(state) || takeIds(startOf(state.q, index)), hasNames(state) || takeOthers()]);
}

async function takeFilters(names) {
  const parts = await Promise.all(names.map((name) => part(told.index, `filters/${name}`)));
  for (const { filters } of parts) for (const [name, filter] of filters) index.filters.set(name, filter);
}

async function takeIds(start) {
  for (const [key, osId] of Object.entries(await part(told.index, `os-ids/${start}`))) index.osIds.set(key, osId);
  had.add(start);
}

async function takeOthers() {
  const others = await part(told.index, "other-names");
  if (!index.others) index.search.takeOthers(others);
  index.others = others;
}

// Other names and the numbers beside all other filters follow after the first result.
function complete() {
  const missing = [...controls.known.keys()].filter((name) => !index.filters.has(name));
  if (!missing.length && index.others) return;
  Promise.all([takeFilters(missing), takeOthers()]).then(() => { if (!section.hidden) announce(show(stateNow())); }, () => {});
}

async function search({ focus = false } = {}) {
  const mine = ++turn, state = stateNow();
  controls.tell(state.chosen, texts.chosen);
  if (!isAsked(state)) {
    showLists();
    return;
  }
  try {
    section.ariaBusy = !isHere(state);
    if (!isHere(state)) await fetched(state);
  } catch {
    if (mine === turn) showFailure();
    return;
  }
  if (mine !== turn) return;
  section.ariaBusy = false;
  announce(show(state));
  setTimeout(complete);
  if (focus) document.getElementById("result").focus();
}

function showLists() {
  section.ariaBusy = false;
  section.hidden = true;
  lists.hidden = false;
  controls.count(null);
  announce("");
}

function showFailure() {
  showLists();
  remark(notice, texts.failed);
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
  showMap(state.view === "map", factories).catch(showFailure);
  find("table").hidden = factories.length === 0 || state.view === "map";
  lines.show(index, factories.subarray((page - 1) * PAGE, page * PAGE), Boolean(startOf(state.q, index)));
  find(".pager").hidden = pages === 1 || state.view === "map";
  pageLinks(find(".pager ul"), {
    page, pages, link: (at) => written({ ...state, page: at }) || "?",
    label: (at) => ({ number: digits(at), words: say(texts.page, { page: digits(at) }) }),
  });
  section.hidden = false;
  lists.hidden = true;
  return [found, also].filter(Boolean).join(". ");
}

// The map has a script of its own, for readers who ask for it.
async function showMap(wanted, factories) {
  const container = find(".map");
  find("[name=sort]").parentElement.hidden = find("[data-of-lines]").hidden = wanted;
  if (container) container.hidden = !wanted;
  if (!wanted) return;
  const { ResultMap } = await import("./map.js");
  map ??= new ResultMap(container, lists.querySelector(".map svg"), told, digits);
  await map.show(index, factories);
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
  pause = setTimeout(() => { if (announced.textContent !== said()) announced.textContent = said(); }, PAUSE);
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
