/** The values of a grid as they are typed, and how many combinations they make. */

/** How many combinations a grid has. */
export const sizeOf = (grid) =>
  Object.values(grid ?? {}).reduce((size, values) => size * (Array.isArray(values) ? values.length : 1), 1);

/** A cell of the grid's editor as values: `65, 70, 75`, `true, false` or texts; `60..80 step 5` is a range. */
export function parseValues(text) {
  const range = /^\s*(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)\s*(?:step\s+([\d.]+))?\s*$/.exec(text);
  if (range) {
    const [from, to, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
    const steps = Math.floor((to - from) / step + 1e-9);
    if (step > 0 && steps >= 0 && steps < 10000)
      return Array.from({ length: steps + 1 }, (_, k) => Number((from + k * step).toFixed(10)));
  }
  return text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      if (one === "true" || one === "false") return one === "true";
      return one !== "" && Number.isFinite(Number(one)) ? Number(one) : one;
    });
}
