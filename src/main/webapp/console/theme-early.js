// Before the first paint, so that a dark page is never white for a moment; theme.js does the rest.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("quarry.theme");
  } catch {
    // Storage is switched off: what the system says.
  }
  document.documentElement.dataset.theme =
    chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
})();
