// Owns the tables of a comparison: a column for each that is compared, points in rows, clusters between them.

import { made } from "./saying.js";

// `clusters` have `points`; `rows` hold a point and a cell for each of `columns`; all texts stay texts.
export function tableOf({ caption, rows }, columns, clusters, told) {
  const table = made("table", "stacked compared", made("caption", "", caption));
  const head = table.createTHead().insertRow();
  head.append(heading("col", told.point), ...columns.map(({ name }) => heading("col", made("bdi", "", name))));
  for (const cluster of clusters) {
    const own = rows.filter(({ point }) => cluster.points.some(({ key }) => key === point.key));
    if (own.length) table.append(group(cluster, own, columns, told.root));
  }
  return table;
}

function group(cluster, rows, columns, root) {
  const body = made("tbody");
  const title = heading("rowgroup", link(`${root}clusters/${cluster.key}/`, cluster.name));
  title.colSpan = columns.length + 1;
  body.insertRow().append(title);
  for (const { point, cells } of rows) {
    const row = body.insertRow();
    row.append(heading("row", link(`${root}points/${point.key}/`, point.name)));
    cells.forEach((cell, at) => {
      const place = row.insertCell();
      place.dataset.label = `${columns[at].name}:`;
      place.append(cell);
    });
  }
  return body;
}

function heading(scope, content) {
  const cell = made("th", "", content);
  cell.scope = scope;
  return cell;
}

export function link(href, words) {
  const anchor = made("a", "", words);
  anchor.href = href;
  return anchor;
}
