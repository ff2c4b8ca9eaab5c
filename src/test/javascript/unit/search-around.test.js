import { equal, test } from "../test.js";
import { gridAround } from "/console/search-around.js";

const WHOLE = {
  parameters: [
    { name: "n", type: "integer", minimum: 2, maximum: 500 },
    { name: "width", type: "number", minimum: 0.5 },
  ],
};

test("a search around a run goes half a step of its own grid below and above", () => {
  const tried = { n: [10, 20, 40], width: [1, 1.5], mode: ["a", "b"] };
  equal(gridAround({ n: 20, width: 1.5, mode: "a" }, tried, WHOLE), {
    n: [15, 20, 25],
    width: [1.25, 1.5, 1.75],
    mode: ["a"],
  });
});

test("what a search did not vary stays as it is, and bounds are kept", () => {
  equal(gridAround({ n: 2, width: 0.5 }, { n: [2, 3], width: [0.5] }, WHOLE), { n: [2, 3], width: [0.5] });
});

test("where the search is gone a tenth of the value is a step", () => {
  equal(gridAround({ n: 50, width: 2 }, undefined, WHOLE), { n: [45, 50, 55], width: [1.8, 2, 2.2] });
});
