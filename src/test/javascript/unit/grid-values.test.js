import { equal, test } from "../test.js";
import { parseValues, sizeOf } from "/console/grid-values.js";

test("a cell is read as numbers, flags and texts", () => {
  equal(parseValues(" 65, 70.5,true , false,Both,, "), [65, 70.5, true, false, "Both"]);
  equal(parseValues("  "), []);
});

test("a range has both ends, and decimals without noise", () => {
  equal(parseValues("60..80 step 5"), [60, 65, 70, 75, 80]);
  equal(parseValues("0.1..0.4 step 0.1"), [0.1, 0.2, 0.3, 0.4]);
  equal(parseValues("-2..1"), [-2, -1, 0, 1]);
});

test("a range that goes nowhere, or has far too many steps, stays a text", () => {
  equal(parseValues("5..1"), ["5..1"]);
  equal(parseValues("1..2 step 0"), ["1..2 step 0"]);
  equal(parseValues("0..1000000"), ["0..1000000"]);
});

test("a grid is as large as the product of its columns", () => {
  equal(sizeOf({ a: [1, 2, 3], b: [1, 2], c: 7 }), 6);
  equal([sizeOf({}), sizeOf(null), sizeOf({ a: [] })], [1, 1, 0]);
});
