/** A search of what lies around a run: its market, its fixed parameters, and a finer grid about its values. */

/**
 * Each parameter that the run's search varied, with half a step of that search below and above; what it did not vary,
 * or what is no number, stays as it is.
 *
 * @param {Record<string, any>} values of the run
 * @param {Record<string, any[]> | undefined} tried the grid of its search, where that is still known
 * @param {{parameters: object[], settings?: object[]}} whole the strategy
 */
export function gridAround(values, tried, whole) {
  const known = [...whole.parameters, ...(whole.settings ?? [])];
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      around(
        value,
        tried?.[name],
        known.find((one) => one.name === name),
      ),
    ]),
  );
}

function around(value, column, { type, minimum, maximum } = {}) {
  if (typeof value !== "number") return [value];
  const steps = (Array.isArray(column) ? column : [])
    .filter((one) => typeof one === "number" && one !== value)
    .map((one) => Math.abs(one - value));
  if (column && !steps.length) return [value];
  const half = steps.length ? Math.min(...steps) / 2 : Math.abs(value) / 10;
  const step = type === "integer" ? Math.max(1, Math.round(half)) : half;
  const near = [value - step, value, value + step].map((one) => Number(one.toPrecision(6)));
  return [...new Set(near)].filter((one) => one >= (minimum ?? -Infinity) && one <= (maximum ?? Infinity));
}
