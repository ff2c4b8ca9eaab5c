/** The lines of a strategy in panes, as a back-test tells them: `price` over the prices, each other pane under them. */

/** How many panes under the prices are drawn before anybody asks for more. */
const PANES_AT_FIRST = 3;

/**
 * The names of lines by their pane, in order.
 *
 * @param {{name: string, pane: string}[]} lines
 * @returns {Map<string, string[]>}
 */
export function panesOf(lines) {
  const panes = new Map();
  for (const { name, pane } of lines) panes.set(pane, [...(panes.get(pane) ?? []), name]);
  return panes;
}

/** The names of the lines that are drawn at first: those over the prices, and those of the first panes. */
export function chosenAtFirst(lines) {
  const under = [...panesOf(lines).keys()].filter((pane) => pane !== "price").slice(0, PANES_AT_FIRST);
  return new Set(lines.filter(({ pane }) => pane === "price" || under.includes(pane)).map(({ name }) => name));
}
