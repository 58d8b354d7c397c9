// Owns the links to the pages of a long result.

const AROUND = 2;

export function pageLinks(list, { page, pages, link, label }) {
  const shown = [];
  for (let at = 1; at <= pages; at += 1)
    if (at === 1 || at === pages || Math.abs(at - page) <= AROUND) shown.push(at);
  const items = shown.flatMap((at, place) => {
    const item = document.createElement("li"), anchor = document.createElement("a");
    anchor.href = link(at);
    anchor.dataset.page = at;
    anchor.textContent = label(at).number;
    anchor.setAttribute("aria-label", label(at).words);
    if (at === page) anchor.setAttribute("aria-current", "page");
    item.append(anchor);
    if (!place || shown[place - 1] === at - 1) return [item];
    const gap = document.createElement("li");
    gap.textContent = "…";
    gap.setAttribute("aria-hidden", "true");
    return [gap, item];
  });
  list.replaceChildren(...items);
}
