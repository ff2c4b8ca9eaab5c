import { equal, test } from "../test.js";
import { candidates, matching, wordAt } from "/console/completion.js";

const FUNCTIONS = [
  { name: "ema", signature: "ema(x, n)", meaning: "an average", arguments: [{ name: "x" }, { name: "n" }] },
  { name: "obv", signature: "obv", meaning: "volume", arguments: [] },
];
const ALL = candidates(FUNCTIONS, { parameters: { entry_bars: { type: "integer" } }, series: { top: "high[1]" } });
const at = (text) => wordAt(text, text.length);

test("a word is completed in an expression only", () => {
  equal(at('  "enter": "close > em'), { from: 20, word: "em" });
  equal(at('  "enter": "close > '), { from: 20, word: "" });
  equal(at('"up": "kind == \\"fa'), { from: 17, word: "fa" });
  equal(at('  "description": "an em'), null);
  equal(at('  "ent'), null);
  equal(at('  "n": em'), null);
  equal(at('"enter": "a", "ex'), null);
});

test("names of the definition come first, and a function that takes something opens its bracket", () => {
  equal(
    matching(ALL, "e").map((one) => one.insert),
    ["entry_bars", "ema(", "entry_price"].concat(
      matching(ALL, "e")
        .slice(3)
        .map((one) => one.insert),
    ),
  );
  equal(matching(ALL, "obv"), []);
  equal(
    matching(ALL, "OB").map((one) => one.insert),
    ["obv"],
  );
});

test("what has the word within comes after what begins with it", () => {
  equal(
    matching(ALL, "bars").map((one) => one.name),
    ["bars_held", "entry_bars"],
  );
});

test("a definition that cannot be read yet leaves functions and prices", () => {
  equal(
    matching(candidates(FUNCTIONS, undefined), "em").map((one) => one.name),
    ["ema"],
  );
});
