/** Dark or light: what was chosen, else what the system says. Before the first paint theme-early.js does the same. */
const KEY = "quarry.theme";
const system = matchMedia("(prefers-color-scheme: dark)");
const chosen = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** Told when the theme changes: charts on canvas draw anew. */
export const themeChanges = new EventTarget();

function apply() {
  document.documentElement.dataset.theme = chosen() ?? (system.matches ? "dark" : "light");
  themeChanges.dispatchEvent(new Event("change"));
}

export const isDark = () => document.documentElement.dataset.theme === "dark";

export function toggleTheme() {
  try {
    localStorage.setItem(KEY, isDark() ? "light" : "dark");
  } catch {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  }
  apply();
}

/** The value of a design token as it is now. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

system.addEventListener("change", apply);
apply();
