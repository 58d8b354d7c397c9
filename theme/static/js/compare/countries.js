// Owns countries in a comparison: the rate of every point, by form; a short form never shares a table with a full one.

import { made, marked } from "./saying.js";

export function columnOf(key, file, form, saying) {
  const { country, coverage, point_rates: rates } = file;
  return {
    key,
    name: saying.told.countries[country.country] ?? country.name,
    code: country.country,
    href: `countries/${key}/`,
    country: country.country,
    about: saying.text("assessed", { part: saying.number(coverage.assessed), whole: saying.number(coverage.factories) }),
    rates: new Map(rates.map((rate) => [`${rate.form} ${rate.point}`, rate])),
  };
}

// A table for each form; points on which no country has a result are left out.
export function tablesOf(points, columns, saying) {
  return ["full", "short"].flatMap((form) => {
    const has = ({ key }) => columns.some(({ rates }) => hasResult(rates.get(`${form} ${key}`)));
    const rows = points.filter(has).map((point) => ({
      point,
      cells: columns.map(({ rates }) => cellOf(rates.get(`${form} ${point.key}`), saying)),
    }));
    const isMarked = ({ point }) => columns.some(({ rates }) => isOfPublished(rates.get(`${form} ${point.key}`)));
    const notes = rows.some(isMarked) ? [`* ${saying.text("published")}`] : [];
    return rows.length ? [{ caption: saying.text(`rates_${form}`), rows, notes, hidden: [] }] : [];
  });
}

const hasResult = (rate) => rate && (rate.found > 0 || rate.noncompliant.denominator > 0);

// Whether it rests on the published questions everywhere, as in countries that publish some issues only.
const isOfPublished = (rate) => hasResult(rate) && rate.partial > 0 && rate.partial === rate.noncompliant.denominator;

function cellOf(rate, saying) {
  if (!hasResult(rate)) return made("span", "muted", saying.text("nothing"));
  const { numerator, denominator, rate: share, reason } = rate.noncompliant;
  if (!denominator) {
    const found = saying.text("found", { part: saying.number(rate.found) });
    return made("span", "", `${found} `, made("span", "reason", `(${saying.told.reasons["violations-only"]})`));
  }
  const values = { part: saying.number(numerator), whole: saying.number(denominator) };
  const told = share === null
    ? made("span", "", `${saying.text("share", values)} `, made("span", "reason", `(${saying.told.reasons[reason]})`))
    : made("span", "", saying.text("rate", { ...values, percent: saying.share.format(share) }));
  if (isOfPublished(rate)) told.append(" ", marked(saying.text("published")));
  else if (rate.partial) told.append(document.createElement("br"), made("span", "base", saying.text("partial", { part: saying.number(rate.partial) })));
  return told;
}

export const caveatsOf = (columns, saying) => (columns.length > 1 ? [saying.text("law")] : []);

export const formsOf = () => [];
