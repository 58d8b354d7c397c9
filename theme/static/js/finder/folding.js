// Owns folding: the form of a text in which case, accents, width and ways of writing a letter or digit make no
// difference. generator/text/folding.py does the same, and a test holds the two together.

const MARKS = new RegExp(
  "[\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f" +
    "\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7" +
    "\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed" +
    "\\u200b-\\u200f\\u2060\\ufeff\\u00ad\\u034f]",
  "g",
);
const ALIKE = "đd ðd øo łl ħh ŧt æae œoe þth ßss \u0131i \u03c2\u03c3 \u0649\u064a \u06cc\u064a \u0629\u0647 \u06a9\u0643";
const ZEROS = "\u0660\u06f0\u0966\u09e6\u0e50\u0ed0\u1040\u17e0";
const LETTERS = new Map(ALIKE.split(" ").map((pair) => [pair[0], pair.slice(1)]));
for (const zero of ZEROS)
  for (let digit = 0; digit < 10; digit += 1) LETTERS.set(String.fromCharCode(zero.charCodeAt(0) + digit), String(digit));

const OTHER = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

export const folded = (text) =>
  text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(OTHER, (letter) => LETTERS.get(letter));

// Words are letters, digits and the signs that belong to them; everything else only stands between.
export const words = (text) => folded(text).match(WORD) ?? [];
