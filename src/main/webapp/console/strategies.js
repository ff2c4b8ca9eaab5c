/** What the pages of strategies say of them: where they are from, their text, what differs between versions. */

const ORIGINS = { built_in: "Built in", shipped: "Comes with Quarry", stored: "Own" };
const WIDTH = 110;

/** What a new one begins with. */
export const FIRST = {
  description: "",
  parameters: { n: { type: "integer", default: 20, minimum: 2, maximum: 500, description: "bars of the channel" } },
  series: { top: "highest(high, n)[1]", bottom: "lowest(low, n)[1]" },
  long: { enter: "crosses_above(close, top)", exit: "close < bottom" },
  grids: { quick: { n: [10, 20, 40, 80] } },
};

/** The definition under the name that was chosen for it; every one has a name. */
export const named = (definition, name) =>
  definition !== null && typeof definition === "object" && !Array.isArray(definition)
    ? Object.assign({ name: "" }, definition, { name: name || "unnamed" })
    : definition;

/** Where a strategy is from, in words. */
export const originName = (origin) => ORIGINS[origin] ?? origin;

/** A definition as text to be edited: a line for each entry, and what is short in one. */
export const definitionText = (definition) => written(definition, 0);

function written(value, depth) {
  const line = inOneLine(value);
  const list = Array.isArray(value);
  if (value === null || typeof value !== "object" || (depth > 1 && (list || line.length < WIDTH))) return line;
  const inner = "  ".repeat(depth + 1);
  const entries = Object.entries(value).map(
    ([name, one]) => `${inner}${list ? "" : `${JSON.stringify(name)}: `}${written(one, depth + 1)}`,
  );
  if (!entries.length) return line;
  return `${list ? "[" : "{"}\n${entries.join(",\n")}\n${"  ".repeat(depth)}${list ? "]" : "}"}`;
}

function inOneLine(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${inOneLine(one)}`)
    .join(", ")}}`;
}

/**
 * What differs between two definitions, entry by entry.
 *
 * @returns {{field: string, before?: string, after?: string}[]} without `before` where it is new, without `after` where
 *     it is gone
 */
export function differences(before, after) {
  const [old, now] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => old.get(field) !== now.get(field))
    .map((field) => ({ field, before: old.get(field), after: now.get(field) }));
}

/** Each value by its path; lists are values. */
function leaves(value, path = "", found = new Map()) {
  const inner = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  if (path && !inner.length) found.set(path, typeof value === "string" ? value : inOneLine(value));
  for (const [name, one] of inner) leaves(one, path ? `${path}.${name}` : name, found);
  return found;
}

/** The values that a parameter may have, such as "2 to 500" or "fast, slow". */
export function rangeText({ minimum: least, exclusive_minimum: above, maximum: most, choices }) {
  if (choices?.length) return choices.join(", ");
  const from = least ?? null;
  const to = most ?? null;
  if (from === null) return to === null ? "" : `at most ${to}`;
  const begin = above ? `above ${from}` : String(from);
  return to === null ? (above ? begin : `at least ${from}`) : `${begin} to ${to}`;
}

/** The parameters of a definition, as `GET /v1/strategies/{name}` tells those of a strategy. */
export const parametersOf = (definition) =>
  Object.entries(definition?.parameters ?? {}).map(([name, { only_if: only, ...one }]) => ({
    ...one,
    name,
    only_if: only ? [{ parameter: only, value: true }] : [],
  }));

/** The values that were typed for parameters, read as JSON where they are; what is empty is left to its default. */
export function triedValues(typed) {
  const read = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  };
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([, text]) => text !== "")
      .map(([name, text]) => [name, read(text)]),
  );
}

/** The columns of a back-test that lie among the prices, as lines of a chart over them. */
export function linesAmongPrices(bars) {
  const { index, Open, High, Low, Close, Volume, ...lines } = bars;
  const room = [lowest(Low) / 2, highest(High) * 2];
  return Object.keys(lines).filter((name) => {
    const values = lines[name].filter((value) => typeof value === "number");
    return values.length > 0 && lowest(values) >= room[0] && highest(values) <= room[1];
  });
}

const lowest = (values) => values.reduce((least, one) => Math.min(least, one), Infinity);
const highest = (values) => values.reduce((most, one) => Math.max(most, one), -Infinity);
