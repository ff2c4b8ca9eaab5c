import { equal, test } from "../test.js";
import {
  FIRST,
  definitionText,
  differences,
  linesAmongPrices,
  named,
  parametersOf,
  rangeText,
  triedValues,
} from "/console/strategies.js";

test("a definition is written with a line for each entry, and is the same when it is read", () => {
  equal(JSON.parse(definitionText(FIRST)), FIRST);
  equal(
    definitionText({ long: { enter: "a > b" }, grids: { quick: { n: [1, 2] } }, series: {} }),
    `{
  "long": {
    "enter": "a > b"
  },
  "grids": {
    "quick": {"n": [1, 2]}
  },
  "series": {}
}`,
  );
});

test("what differs between two versions is told entry by entry, lists as a whole", () => {
  const before = { long: { enter: "a", exit: "b" }, grids: { q: { n: [1, 2] } } };
  const after = { long: { enter: "c" }, grids: { q: { n: [1, 2, 3] } }, atr: "atr(20)" };
  equal(differences(before, after), [
    { field: "long.enter", before: "a", after: "c" },
    { field: "long.exit", before: "b", after: undefined },
    { field: "grids.q.n", before: "[1, 2]", after: "[1, 2, 3]" },
    { field: "atr", before: undefined, after: "atr(20)" },
  ]);
  equal(differences(before, structuredClone(before)), []);
});

test("a definition goes by the name that is chosen, which comes first", () => {
  equal(named({ long: {} }, ""), { name: "unnamed", long: {} });
  equal(named({ name: "a", long: {} }, "b"), { name: "b", long: {} });
  equal([named([1], "a"), named(null, "a")], [[1], null]);
});

test("a range is told in words", () => {
  equal(rangeText({ minimum: 2, maximum: 500 }), "2 to 500");
  equal(rangeText({ minimum: 0, exclusive_minimum: true, maximum: 100 }), "above 0 to 100");
  equal(rangeText({ minimum: 0, exclusive_minimum: true, maximum: null }), "above 0");
  equal(rangeText({ minimum: 1, maximum: null }), "at least 1");
  equal(rangeText({ minimum: null, maximum: 5 }), "at most 5");
  equal([rangeText({ choices: ["fast", "slow"] }), rangeText({})], ["fast, slow", ""]);
});

test("parameters of a definition read as those that the API tells", () => {
  equal(parametersOf({ parameters: { n: { type: "integer", default: 2, only_if: "trend" } } }), [
    { type: "integer", default: 2, name: "n", only_if: [{ parameter: "trend", value: true }] },
  ]);
  equal(parametersOf(undefined), []);
});

test("typed values are numbers, flags and texts, and nothing where nothing is typed", () => {
  equal(triedValues({ n: "20", trend: "false", kind: "fast", other: "" }), { n: 20, trend: false, kind: "fast" });
});

test("a line is drawn over the prices where all of it lies among them", () => {
  const bars = {
    index: [],
    Open: [10],
    High: [12, 13],
    Low: [9, 8],
    Close: [10],
    Volume: [500, 600],
    top: [null, 12],
    up: [0, 1],
    wide: [10, 90],
    none: [null, null],
  };
  equal(linesAmongPrices(bars), ["top"]);
});
