// Owns the exploring of a chart: exact values at the pointer, the finger or the slider, and series to leave out.
// The picture stays what it is: marks are added over it, and its own are made fainter. Loaded by charts.js.

const SVG = "http://www.w3.org/2000/svg";
const BEYOND = 14;

/** Return the element `name` of the namespace of pictures, with attributes. */
const drawn = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

/** Return a picture of the figure with what is laid over it; `name` is that of its places in the rows. */
const pictureOf = (svg, name, rows) => {
  const marks = drawn("g", { class: "explore-marks", "aria-hidden": "true" });
  const heights = rows.map((row) => row[name][1]);
  return { svg, name, marks, top: Math.min(...heights) - BEYOND, bottom: Math.max(...heights) + BEYOND };
};

/** Return an explorer of `figure`, whose rows are `figures` (generator.charts.reading), with its controls in `panel`. */
export const explorerOf = (figure, panel, figures) => {
  const { rows, series, stops } = figures;
  const isLine = figures.kind === "line";
  const pictures = ["wide", "narrow"].map((name) =>
    pictureOf(figure.querySelector(`.picture-${name} svg`), name, rows),
  );
  const slider = panel.querySelector("input");
  const choices = panel.querySelector("fieldset");
  const table = panel.querySelector("table");
  const left = new Set();
  let stop = stops.length - 1;
  let near = null;

  const shown = () => rows.filter((row) => row.stop === stop && !left.has(row.series));

  const tell = () => {
    table.caption.textContent = stops[stop];
    table.tBodies[0].replaceChildren(
      ...shown().map((row) => {
        const line = document.createElement("tr");
        line.classList.toggle("near", row.series === near);
        const cells = [["th", series[row.series]], ["td", row.value], ["td", row.note]];
        for (const [name, text] of cells) {
          const cell = line.appendChild(document.createElement(name));
          cell.textContent = text;
        }
        line.firstChild.scope = "row";
        line.lastChild.dir = "auto";
        if (row.note_language) line.lastChild.lang = row.note_language;
        return line;
      }),
    );
    slider.value = stop;
    const said = shown().map((row) => [series[row.series], row.value, row.note].filter(Boolean).join(", "));
    slider.setAttribute("aria-valuetext", [stops[stop], ...said].join("; "));
  };

  const mark = () => {
    for (const { svg, name, marks, top, bottom } of pictures) {
      const places = shown().map((row) => [...row[name], row.series]);
      const guide = isLine ? places.slice(0, 1).map(([x]) => drawn("path", { class: "explore-guide", d: `M${x},${top}V${bottom}` })) : [];
      const rings = places.map(([x, y, each]) =>
        drawn("circle", { class: each === near ? "explore-ring near" : "explore-ring", cx: x, cy: y, r: 8 }),
      );
      marks.replaceChildren(...guide, ...rings);
      series.forEach((_name, each) => {
        for (const part of svg.querySelectorAll(`.chart-s${each}`)) {
          part.classList.toggle("chart-left-out", left.has(each));
          part.classList.toggle("chart-faint", near !== null && near !== each);
        }
      });
    }
  };

  const show = () => {
    tell();
    mark();
  };

  const point = ({ svg, name }, event) => {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    const at = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    const along = isLine ? 0 : 1;
    const far = (row, axis) => Math.abs(row[name][axis] - at[axis]);
    const order = rows
      .filter((row) => !left.has(row.series))
      .sort((one, other) => far(one, along) - far(other, along) || far(one, 1 - along) - far(other, 1 - along));
    const [found] = order;
    if (!found || (found.stop === stop && found.series === near)) return;
    stop = found.stop;
    near = series.length > 1 ? found.series : null;
    show();
  };

  const choose = (each, isShown) => {
    if (isShown) left.delete(each);
    else left.add(each);
    near = null;
    show();
  };

  series.forEach((text, each) => {
    const label = document.createElement("label");
    const box = label.appendChild(document.createElement("input"));
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => choose(each, box.checked));
    label.append(` ${text}`);
    choices.append(label);
  });
  choices.hidden = series.length < 2;
  slider.max = stops.length - 1;
  slider.closest("p").hidden = stops.length < 2;
  slider.addEventListener("input", () => {
    stop = slider.valueAsNumber;
    near = null;
    show();
  });
  for (const picture of pictures) {
    for (const kind of ["pointermove", "pointerdown"]) {
      picture.svg.addEventListener(kind, (event) => {
        if (!panel.hidden) point(picture, event);
      });
    }
    picture.svg.addEventListener("pointerleave", () => {
      if (panel.hidden || near === null) return;
      near = null;
      show();
    });
  }

  return {
    open() {
      figure.classList.add("exploring");
      panel.hidden = false;
      for (const { svg, marks } of pictures) svg.append(marks);
      show();
    },
    close() {
      figure.classList.remove("exploring");
      panel.hidden = true;
      for (const { svg, marks } of pictures) {
        marks.remove();
        for (const part of svg.querySelectorAll(".chart-left-out, .chart-faint")) {
          part.classList.remove("chart-left-out", "chart-faint");
        }
      }
    },
  };
};
