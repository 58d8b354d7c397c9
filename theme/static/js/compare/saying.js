// Owns how the script says things: texts of the page with their gaps filled in, numbers, days, elements with a text.

export class Saying {
  constructor(told) {
    this.told = told;
    this.digits = new Intl.NumberFormat(told.locale, { numberingSystem: "latn" });
    this.share = new Intl.NumberFormat(told.locale, { numberingSystem: "latn", style: "percent", roundingMode: "halfEven" });
    this.days = new Intl.DateTimeFormat(told.locale, { dateStyle: "long", timeZone: "UTC", numberingSystem: "latn" });
    this.lists = new Intl.ListFormat(told.locale, { type: "conjunction" });
  }

  text(key, values = {}) {
    return this.told.texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  number = (value) => this.digits.format(value);

  day = (text) => this.days.format(Date.parse(text));

  list = (names) => this.lists.format(names);
}

// An element with a class and what is in it: texts, which stay texts, and other elements.
export function made(name, kind, ...content) {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.append(...content);
  return element;
}

// A mark that a note below the table explains; it is read out in full.
export const marked = (words) => {
  const star = made("span", "", "*");
  star.setAttribute("aria-hidden", "true");
  return made("span", "base", star, made("span", "unseen", ` (${words})`));
};
