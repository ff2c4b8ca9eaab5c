import { equal, test } from "../test.js";
import {
  FIRST,
  definitionText,
  differences,
  firstGrid,
  gridsFor,
  named,
  pageOf,
  parametersOf,
  rangeText,
  referenceOf,
  requestOf,
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

const DEFINITION = { name: "own", long: { enter: "close > open" } };

test("a strategy is the same one as a text of a payload, as a result tells it, and as a definition", () => {
  equal(referenceOf("own@3"), { name: "own", version: 3, digest: undefined });
  equal(referenceOf("own@sha256:ab"), { name: "own", version: undefined, digest: "ab" });
  equal(referenceOf({ name: "own", version: 3, digest: "ab" }), { name: "own", version: 3, digest: "ab" });
  equal(referenceOf(DEFINITION), { name: "own", definition: DEFINITION });
  equal(referenceOf({ name: "own", version: null, digest: "ab", long: true }).digest, "ab");
  equal([referenceOf(null), referenceOf(undefined)], [{}, {}]);
});

test("requests name a strategy so that it stays the same, and the built-in family not at all", () => {
  equal(requestOf({ name: "own", version: 3, digest: "ab" }), "own@3");
  equal(requestOf({ name: "own", version: null, digest: "ab" }), "own@sha256:ab");
  equal(requestOf({ name: "family", version: null, digest: null }), undefined);
  equal([requestOf("own"), requestOf("own@3"), requestOf(null)], ["own", "own@3", undefined]);
  equal(requestOf(DEFINITION), DEFINITION);
});

test("a name leads to the page of the strategy, of that version where it has one", () => {
  equal(pageOf("own@3"), "/strategies/own?version=3");
  equal(pageOf({ name: "own", version: null, digest: "ab" }), "/strategies/own%40sha256%3Aab");
  equal(pageOf({ name: "family", version: null, digest: null }), "/strategies/family");
  equal([pageOf(null), pageOf(DEFINITION)], [null, null]);
});

test("a search may name grids for its type and those for every search, and begins with quick or the first", () => {
  const grids = [
    { name: "A", job_type: "optimize", combinations: 9 },
    { name: "B", job_type: null, combinations: 3 },
    { name: "C", job_type: "discover", combinations: 1 },
  ];
  equal(
    gridsFor({ grids }, "optimize").map(({ name }) => name),
    ["A", "B"],
  );
  equal(firstGrid(grids).name, "A");
  equal(firstGrid([...grids, { name: "Quick" }]).name, "Quick");
  equal(firstGrid(grids, "a").name, "A");
  equal(firstGrid([]), undefined);
});
