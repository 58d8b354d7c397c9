// Owns the filters of a list: which entries are shown, how many, and the address that says so.
// What there is to choose, and every word, comes from the page (theme/templates/parts/filters.html).
(() => {
  "use strict";
  const form = document.querySelector("form.filters");
  const entries = [...document.querySelectorAll("[data-held]")].map((element) => ({
    element,
    held: element.dataset.held.split(" ").filter(Boolean).map((each) => each.split("/")),
  }));
  const fields = new Map([...form.elements].filter((field) => field.name).map((field) => [field.name, field]));
  const options = [...form.querySelectorAll("option")].map((option) => ({ option, label: option.textContent }));
  const status = form.querySelector("output");
  const unknown = form.querySelector(".unknown");

  const chosen = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value]));

  // Country and days must hold for one and the same session.
  const isHeld = ({ held }, { country, from, to }) =>
    !(country || from || to) ||
    held.some(([at, first, last]) => (!country || at === country) && (!from || last >= from) && (!to || first <= to));

  const fits = (entry, wanted) =>
    ["audience", "language", "delivery", "days"].every(
      (name) => !wanted[name] || entry.element.dataset[name].split(" ").includes(wanted[name]),
    ) && isHeld(entry, wanted);

  const count = (wanted) => entries.filter((entry) => fits(entry, wanted)).length;

  const show = () => {
    const wanted = chosen();
    for (const entry of entries) entry.element.hidden = !fits(entry, wanted);
    for (const group of document.querySelectorAll("[data-group]"))
      group.hidden = !group.querySelector("[data-held]:not([hidden])");
    for (const { option, label } of options) {
      const field = option.closest("select");
      option.textContent = `${label} (${count({ ...wanted, [field.name]: option.value })})`;
    }
    const shown = count(wanted);
    const said = form.dataset.shown.replace("{shown}", shown).replace("{all}", entries.length);
    status.textContent = shown ? said : `${said}. ${form.dataset.none}`;
  };

  const remember = () => {
    const query = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${query.size ? "?" : ""}${query}${location.hash}`);
  };

  // A value that a field does not take leaves it empty: then the link asked for something that is not here.
  const take = (name, value) => {
    const field = fields.get(name);
    if (field) field.value = value;
    const taken = field?.value === value;
    if (field && !taken) field.value = "";
    return taken || !value;
  };

  const refused = [...new URLSearchParams(location.search)].filter(([name, value]) => !take(name, value));
  if (refused.length) {
    const what = refused.map(([name, value]) => `${name}=${value}`.slice(0, 60)).join(", ");
    unknown.querySelector("span").textContent = form.dataset.unknown.replace("{what}", () => what);
    unknown.hidden = false;
  }
  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button").addEventListener("click", () => {
    for (const field of fields.values()) field.value = "";
    unknown.hidden = true;
    show();
    remember();
  });
  show();
  form.hidden = false;
})();
