// Owns the button under a chart that opens it to exploring; what that takes is loaded when it is first pressed.
(() => {
  "use strict";
  const explorerOf = async (box) => {
    const [script, reply] = await Promise.all([
      import(new URL(box.dataset.script, document.baseURI)),
      fetch(box.dataset.figures),
    ]);
    if (!reply.ok) throw new Error(`${reply.status} ${reply.url}`);
    return script.explorerOf(box.closest("figure"), box.querySelector(".explore-panel"), await reply.json());
  };

  for (const box of document.querySelectorAll(".explore")) {
    const button = box.querySelector("button");
    const status = box.querySelector("[role=status]");
    let explorer = null;
    button.addEventListener("click", async () => {
      try {
        explorer ??= await explorerOf(box);
      } catch {
        status.textContent = status.dataset.failed;
        return;
      }
      status.textContent = "";
      const open = button.getAttribute("aria-expanded") === "false";
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? button.dataset.close : button.dataset.open;
      if (open) explorer.open();
      else explorer.close();
    });
    box.hidden = false;
  }
})();
