// Owns factories in a comparison: one assessment of each, and the result of every point in it.

import { made, marked } from "./saying.js";

// What stands for a factory: who it is, the assessment that is compared (in `form`, if one is asked for), its results.
export function columnOf(key, file, form, saying) {
  const { factory, standing, assessments } = file;
  const held = assessments.filter((each) => !form || each.form === form);
  const assessment = held.at(-1) ?? null;
  return {
    key, assessment,
    name: factory.name,
    code: factory.factory,
    href: `factories/${key}/`,
    country: factory.country,
    forms: new Set(assessments.map((each) => each.form).filter(Boolean)),
    about: about(factory, standing, assessment, assessments.length, saying),
    cells: assessment ? cellsOf(file.points, assessment) : new Map(),
  };
}

function about(factory, standing, assessment, published, saying) {
  const { told } = saying;
  const parts = [told.countries[factory.country] ?? factory.country];
  if (factory.status && factory.status !== "active") parts.push(told.statuses[factory.status]);
  const where = `${parts.join(", ")}. `;
  if (!assessment) return where + saying.text(published ? "none_in_form" : "none");
  const form = [told.forms[assessment.form], isSilent(assessment) && told.coverages["violations-only"]];
  return where + saying.text("assessment", {
    cycle: saying.number(assessment.cycle), day: saying.day(assessment.started_on), form: form.filter(Boolean).join(", "),
  });
}

const isSilent = (assessment) => assessment?.coverage === "violations-only";

function cellsOf(points, assessment) {
  const cells = new Map();
  for (const { point, results } of points) {
    const found = results.find((each) => each.cycle === assessment.cycle);
    if (found) cells.set(point, found);
  }
  return cells;
}

// The one table of factories: a row for each point that an assessment asked; `hidden`: points nowhere disclosed.
export function tablesOf(points, columns, saying) {
  const asked = points.filter(({ key }) => columns.some(({ cells }) => cells.has(key)));
  const isHidden = ({ key }) => columns.every(({ cells }) => (cells.get(key)?.result ?? "not-disclosed") === "not-disclosed");
  const rows = asked.filter((point) => !isHidden(point));
  return [{
    caption: saying.text("results"),
    rows: rows.map((point) => ({ point, cells: columns.map((column) => cellOf(column, point, saying)) })),
    notes: rows.some(({ key }) => columns.some(({ cells }) => isPartial(cells.get(key)))) ? [`* ${saying.text("part")}`] : [],
    hidden: asked.filter(isHidden),
  }];
}

const isPartial = (found) => found?.partial && found.result !== "not-disclosed";

function cellOf({ assessment, cells }, { key }, saying) {
  if (!assessment) return made("span", "muted", "\u2013");
  const found = cells.get(key);
  const result = found?.result ?? (isSilent(assessment) ? "not-known" : "not-in-form");
  const state = made("span", `state state-${result}`, saying.told.results[result]);
  return isPartial(found) ? made("span", "", state, " ", marked(saying.text("part"))) : state;
}

// What must be said of these columns before they are compared.
export function caveatsOf(columns, saying) {
  const assessments = columns.map(({ assessment }) => assessment).filter(Boolean);
  const caveats = [];
  if (new Set(columns.map(({ country }) => country)).size > 1) caveats.push(saying.text("law"));
  if (new Set(assessments.map(({ form }) => form)).size > 1) caveats.push(saying.text("forms"));
  if (assessments.some(isSilent)) caveats.push(saying.text("violations"));
  return caveats;
}

// Forms in which all of them were assessed, where the ones compared are not of one form already.
export function formsOf(columns, form) {
  const shown = new Set(columns.map(({ assessment }) => assessment?.form));
  if (!form && shown.size < 2) return [];
  const common = ["full", "short"].filter((each) => each !== form && columns.every(({ forms }) => forms.has(each)));
  return form ? ["latest", ...common] : common;
}
