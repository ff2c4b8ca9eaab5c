/** Strategies as the server knows them. */
import { get } from "./api.js";
import { sizeOf } from "./grid-values.js";
import { parametersOf, referenceOf } from "./strategies.js";

/** More are not offered in choices; what is chosen already is always among them. */
const MOST = 200;

/** Those to choose from, the built-in family first. @returns {Promise<object[]>} */
export const listStrategies = async (signal) => (await get("/strategies", { limit: MOST }, signal)).strategies;

/**
 * One of them with its parameters and grids.
 *
 * @param {string | object | undefined} said as payloads have it; the built-in family where it is absent
 */
export async function strategyOf(said, signal) {
  const { name, definition } = referenceOf(said);
  if (definition) {
    const grids = Object.entries(definition.grids ?? {}).map(([grid, values]) => ({
      name: grid,
      combinations: sizeOf(values),
      param_grid: values,
    }));
    return { name, origin: "inline", description: "", parameters: parametersOf(definition), settings: [], grids };
  }
  const asked = said ?? (await listStrategies(signal)).find(({ origin }) => origin === "built_in").name;
  return get(`/strategies/${encodeURIComponent(asked)}`, null, signal);
}
