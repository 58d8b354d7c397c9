// Owns the comparison: from the address to the files of the API, to the tables, and what is announced.
// The page without this script leads to the same results, and this script has no words of its own.

import { Adding } from "./adding.js";
import { isCountry, read, written } from "./asked.js";
import * as countries from "./countries.js";
import * as factories from "./factories.js";
import { Saying, made } from "./saying.js";
import { link, tableOf } from "./table.js";

const told = JSON.parse(document.getElementById("compare").textContent);
const saying = new Saying(told);
const points = told.clusters.flatMap((cluster) => cluster.points);
const find = (selector) => document.querySelector(selector);
const section = find(".comparison"), notice = find("[data-notice]"), announced = find("[data-announced]");

const asked = read(location.search, new Set(Object.keys(told.countries)), told.most);
const isOfCountries = asked.keys.length > 0 && isCountry(asked.keys[0]);
const kind = isOfCountries ? countries : factories;

// The file of a factory or country; nothing where the portal has none.
async function fetched(key) {
  const answer = await fetch(`${told.api}${isCountry(key) ? "countries" : "factories"}/${key}.json`, { cache: "no-cache" });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${key}: ${answer.status}`);
  return answer.json();
}

async function compare() {
  if (asked.keys.length) announce(saying.text("loading"));
  const files = await Promise.all(asked.keys.map(fetched));
  const known = asked.keys.filter((_, at) => files[at]);
  asked.strange.push(...asked.keys.filter((_, at) => !files[at]).map((key) => key.toUpperCase()));
  const columns = known.map((key) => kind.columnOf(key, files[asked.keys.indexOf(key)], asked.form, saying));
  if (columns.length) show(columns);
  const complaint = complaints();
  remark(notice, complaint);
  offer(known);
  announce([complaint, columns.length ? saying.text("compared", { names: saying.list(columns.map(({ name }) => name)) }) : ""]);
}

function show(columns) {
  const keys = columns.map(({ key }) => key);
  const template = section.querySelector("template").content.firstElementChild;
  section.querySelector("[data-compared]").replaceChildren(...columns.map((column) => {
    const item = template.cloneNode(true), [anchor, code, about, takeOut] = item.children;
    anchor.href = told.root + column.href;
    anchor.firstElementChild.textContent = column.name;
    code.textContent = column.code;
    about.textContent = column.about;
    const rest = keys.filter((key) => key !== column.key);
    takeOut.href = rest.length ? written(rest, asked.form) : location.pathname;
    takeOut.firstElementChild.textContent = column.name;
    return item;
  }));
  section.querySelector("[data-caveats]").replaceChildren(...kind.caveatsOf(columns, saying).map((words) => made("p", "caveat", words)), ...forms(columns, keys));
  const tables = columns.length > 1 ? kind.tablesOf(points, columns, saying) : [];
  section.querySelector("[data-tables]").replaceChildren(...tables.flatMap((table) => parts(table, columns)));
  section.hidden = false;
}

function forms(columns, keys) {
  const links = kind.formsOf(columns, asked.form).map((form) =>
    link(written(keys, form === "latest" ? "" : form), saying.text(`form_${form}`)));
  return links.length ? [made("p", "ways", ...links)] : [];
}

function parts(table, columns) {
  const hidden = saying.list(table.hidden.map(({ name }) => name));
  return [
    ...table.notes.map((words) => made("p", "base", words)),
    ...(table.rows.length ? [made("div", "wide", tableOf(table, columns, told.clusters, told))] : []),
    ...(hidden ? [made("p", "", saying.text("hidden", { points: hidden }))] : []),
  ];
}

function complaints() {
  const left = [["strange", asked.strange], ["unlike", asked.unlike], ["too_many", asked.more]];
  return left.filter(([, what]) => what.length).map(([key, what]) => saying.text(key, { what: what.join(", ") })).join(" ");
}

// What can be added: more of the same kind, and either kind to an empty comparison.
function offer(keys) {
  const isFull = keys.length === told.most;
  find("#add").hidden = isFull || isOfCountries;
  find("#add-country").hidden = isFull || (keys.length > 0 && !isOfCountries);
  remark(find("[data-more]"), isFull ? saying.text("full") : keys.length === 1 ? saying.text("one") : "");
  const leadsTo = (key) => (keys.includes(key.toLowerCase()) ? "" : written([...keys, key.toLowerCase()], asked.form));
  new Adding(find("#add"), saying, leadsTo, announce);
  find("#add-country").addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(leadsTo(event.target.elements.a.value) || location.href);
  });
  for (const option of find("#add-country-code").options) option.disabled = keys.includes(option.value);
}

function remark(element, words) {
  (element.querySelector("span") ?? element).textContent = words;
  element.hidden = !words;
}

function announce(words) {
  announced.textContent = [words].flat().filter(Boolean).join(" ");
}

compare().catch(() => {
  remark(notice, saying.text("failed"));
  announce(saying.text("failed"));
});
