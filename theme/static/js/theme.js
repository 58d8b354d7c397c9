// Owns the switch between light and dark. Nothing is stored unless the reader asks for it.
(() => {
  "use strict";
  const key = "appearance";
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  };
  const keep = (choice) => {
    try {
      if (choice) localStorage.setItem(key, choice);
      else localStorage.removeItem(key);
    } catch {
      // A browser that forbids storage simply forgets the choice.
    }
  };
  const show = (choice) => {
    if (choice === "light" || choice === "dark") root.dataset.appearance = choice;
    else delete root.dataset.appearance;
  };

  show(kept());
  document.addEventListener("DOMContentLoaded", () => {
    const controls = document.querySelector(".appearance");
    if (!controls) return;
    const box = controls.querySelector("[name=keep]");
    const radios = [...controls.querySelectorAll("[name=appearance]")];
    const shown = root.dataset.appearance ?? "";
    radios.find((radio) => radio.value === shown).checked = true;
    box.checked = shown !== "";
    controls.addEventListener("change", () => {
      const choice = radios.find((radio) => radio.checked).value;
      show(choice);
      keep(box.checked ? choice : "");
    });
    controls.hidden = false;
  });
})();
