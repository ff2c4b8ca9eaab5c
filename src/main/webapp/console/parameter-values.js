/** Values of parameters as the back-test page shows them: what stands in a field, and how far a slider goes. */
import { roundStep } from "./axis.js";

/** How far beyond its default a slider goes where nothing else is known. */
const TIMES_DEFAULT = 4;
const STEPS = 100;
/** A default in the first tenth of what may be says that nobody goes to the end of it. */
const TEN = 10;

/**
 * The range of a slider: what the strategy's grids try and the value that is there, else some times the default; never
 * more than the parameter may be. Null where it has no numbers to slide over.
 *
 * @param {object} parameter as the API tells it
 * @param {number[]} tried values of its grids
 * @param {unknown} value that it has
 */
export function sliderOf({ type, default: usual, minimum, exclusive_minimum: above, maximum }, tried, value) {
  if (type !== "integer" && type !== "number") return null;
  const whole = type === "integer";
  const known = [...tried, usual, value].filter((one) => typeof one === "number" && Number.isFinite(one));
  const bounded = Number.isFinite(minimum ?? NaN) && Number.isFinite(maximum ?? NaN);
  const span = bounded ? maximum - minimum : Infinity;
  const narrow = span <= STEPS && !(typeof usual === "number" && usual < span / TEN);
  if (!known.length && !narrow) return null;
  let [low, high] = narrow ? [minimum, maximum] : [Math.min(...known), Math.max(...known)];
  if (!narrow) {
    low = Math.min(low, 0);
    high = Math.max(high * (tried.length ? 1.5 : 1), (usual ?? 0) * TIMES_DEFAULT) || (maximum ?? 1);
  }
  const step = whole ? 1 : exact(roundStep((high - low) / STEPS));
  const least = above ? (minimum ?? low) + step : (minimum ?? low);
  low = Math.max(down(low, step), least);
  high = Math.min(up(high, step), maximum ?? Infinity);
  return high > low ? { low, high, step } : null;
}

const exact = (value) => Number(value.toPrecision(12));
const down = (value, step) => exact(Math.floor(value / step + 1e-9) * step);
const up = (value, step) => exact(Math.ceil(value / step - 1e-9) * step);

/** What a field says: a number where it is one, nothing for the default, else the text, which the server refuses. */
export function typedValue({ type }, text) {
  const plain = text.trim();
  if (plain === "") return undefined;
  if (plain === "none") return null;
  const number = Number(plain.replace(/^\+/, ""));
  return (type === "integer" || type === "number") && Number.isFinite(number) ? number : plain;
}

/** Whether a parameter has an effect with these values. @param {(name: string) => unknown} valueOf */
export const isUsed = ({ only_if: conditions }, valueOf) =>
  (conditions ?? []).every(({ parameter, value }) => valueOf(parameter) === value);

/** The values of grids by parameter, those that are numbers. @param {{param_grid?: object}[]} grids */
export function triedIn(grids) {
  const tried = new Map();
  for (const { param_grid: grid } of grids ?? []) {
    for (const [name, values] of Object.entries(grid ?? {})) {
      const numbers = [values].flat().filter((one) => typeof one === "number");
      tried.set(name, [...(tried.get(name) ?? []), ...numbers]);
    }
  }
  return tried;
}

/** Which preset these values are; undefined for none. @param {{parameters: object}[]} presets */
export const presetOf = (presets, valueOf) =>
  presets.find(({ parameters }) => Object.entries(parameters).every(([name, value]) => valueOf(name) === value));
