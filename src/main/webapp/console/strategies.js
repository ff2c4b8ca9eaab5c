/** What the pages say of strategies: how they are named, where they are from, what differs between versions. */

const ORIGINS = {
  built_in: "Built in",
  shipped: "Comes with Quarry",
  stored: "Own",
  inline: "Own, brought along by a request",
};
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

/**
 * Which strategy is meant.
 *
 * @param {string | object | null} said as payloads have it (`turtle`, `turtle@3`, `turtle@sha256:…`, a definition) or
 *     as results tell it
 * @returns {{name?: string, version?: number, digest?: string, definition?: object}} without a name for the built-in
 *     family where that is not named
 */
export function referenceOf(said) {
  if (!said) return {};
  if (typeof said === "string") {
    const [before, after = ""] = said.split("@");
    const content = after.startsWith("sha256:") ? after.slice(7) : undefined;
    return { name: before, version: after && !content ? Number(after) : undefined, digest: content };
  }
  const { name, version, digest, long, short } = said;
  if (typeof long === "object" || typeof short === "object") return { name, definition: said };
  return { name, version: version ?? undefined, digest: digest ?? undefined };
}

/** A strategy as payloads and filters name it; undefined for the built-in family, which is what none means. */
export function requestOf(said) {
  const { name, version, digest, definition } = referenceOf(said);
  if (definition) return definition;
  if (version) return `${name}@${version}`;
  return digest ? `${name}@sha256:${digest}` : typeof said === "string" ? name : undefined;
}

/** The page of a strategy; null where it has none. */
export function pageOf(said) {
  const { name, version, digest, definition } = referenceOf(said);
  if (!name || definition) return null;
  if (version) return `/strategies/${name}?version=${version}`;
  return digest ? `/strategies/${encodeURIComponent(`${name}@sha256:${digest}`)}` : `/strategies/${name}`;
}

/** The grid that a search begins with: the one of that name, else `quick`, else the first. */
export function firstGrid(grids, wanted) {
  const called = (text) => grids.find(({ name }) => name.toLowerCase() === text?.toLowerCase());
  return called(wanted) ?? called("quick") ?? grids[0];
}

/** The grids that a search of that job type may name. @param {{grids: object[]}} whole */
export const gridsFor = ({ grids }, type) => grids.filter(({ job_type: only }) => !only || only === type);

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
