import { equal, test } from "../test.js";
import { chosenAtFirst, panesOf } from "/console/panes.js";

const line = (name, pane) => ({ name, pane });
const LINES = [line("a", "price"), line("b", "one"), line("c", "price"), line("d", "two"), line("e", "one")];

test("lines of one pane are drawn together, in their order", () => {
  equal(
    [...panesOf(LINES)],
    [
      ["price", ["a", "c"]],
      ["one", ["b", "e"]],
      ["two", ["d"]],
    ],
  );
});

test("at first all lines over the prices and those of three panes under them are drawn", () => {
  equal([...chosenAtFirst(LINES)], ["a", "b", "c", "d", "e"]);
  const many = [..."pqrst"].map((name) => line(name, name));
  equal([...chosenAtFirst([...many, line("z", "price")])], ["p", "q", "r", "z"]);
  equal([...chosenAtFirst([])], []);
});
