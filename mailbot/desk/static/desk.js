// What a browser adds where it may: keys on lists and cases, focus on faults, filters without a reload. All works without.
(() => {
  "use strict";
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  let chosen = -1;

  function choose(step) {
    const all = rows();
    if (all.length === 0) return false;
    const at = all.findIndex((row) => row.classList.contains("chosen"));
    chosen = Math.min(Math.max((at < 0 ? (step > 0 ? -1 : all.length) : at) + step, 0), all.length - 1);
    all.forEach((row, index) => row.classList.toggle("chosen", index === chosen));
    const link = all[chosen].querySelector("a[data-open]");
    (link || all[chosen]).focus({ preventScroll: true });
    all[chosen].scrollIntoView({ block: "nearest" });
    return true;
  }

  function follow(name) {
    const target = document.querySelector(`[data-key="${name}"]`);
    if (!target || target.disabled) return false;
    if (target.matches("a, button, summary")) target.click();
    else target.focus();
    target.scrollIntoView({ block: "nearest" });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (document.body.dataset.keys !== "on" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    let done = false;
    if (event.key === "?") { document.getElementById("keys")?.showModal(); done = true; }
    else if (event.key === "/") { document.getElementById("find")?.focus(); done = true; }
    else if (event.key === "j") done = choose(1) || follow("j");
    else if (event.key === "k") done = choose(-1) || follow("k");
    else if (/^[arscun]$/.test(event.key)) done = follow(event.key);
    if (done) event.preventDefault();
  });

  document.addEventListener("htmx:afterSwap", () => { chosen = -1; });
  const faults = document.querySelector(".faults");
  if (faults) faults.focus();
  const menu = document.querySelector("details.menu");
  if (menu && window.matchMedia("(max-width: 60rem)").matches) menu.removeAttribute("open");

  let changed = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-keep]")) changed = true; });
  document.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
