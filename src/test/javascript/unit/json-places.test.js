import { equal, test } from "../test.js";
import { lineOf, readJson, spanOf } from "/console/json-places.js";

const TEXT = `{
  "series": {"up": "close >\\n emaa(close, n)", "sign": "\\ud83d\\ude00 \\"x\\" + hgih"},
  "parameters": {"high": {"type": "integer", "default": 20}},
  "grids": {"quick": {"n": [1, 2]}}
}`;

/** What a fault marks. */
function marked(fault, text = TEXT) {
  const span = spanOf(text, readJson(text).places, fault);
  return span && text.slice(span.from, span.to);
}

test("a text that is JSON is read with the places of its values", () => {
  const { value, places, fault } = readJson(TEXT);
  equal(fault, null);
  equal(value, JSON.parse(TEXT));
  const { start, end } = places.get("grids.quick.n[1]");
  equal(TEXT.slice(start, end), "2");
});

test("a text that is no JSON is told where it goes wrong and what is expected", () => {
  const wrong = (text) => {
    const { from, message } = readJson(text).fault;
    return [from, message];
  };
  equal(wrong('{"a": 1,}'), [8, "a name in double quotes is expected"]);
  equal(wrong('{"a" 1}'), [5, "a colon is expected after the name"]);
  equal(wrong('{"a": 1 "b": 2}'), [8, "a comma or } is expected"]);
  equal(wrong("[1 2]"), [3, "a comma or ] is expected"]);
  equal(wrong('{"a": "open'), [6, "a text that does not end on its line, or with an unknown \\ sign"]);
  equal(wrong("{} x"), [3, "nothing may follow the last bracket"]);
  equal(wrong(""), [0, "the text ends too early"]);
  equal(wrong("[".repeat(500))[1], "nested too deeply");
});

test("a fault in an expression is at its line and column there, whatever is escaped before it", () => {
  equal(marked({ field: "strategy.series.up", line: 2, column: 2, text: "emaa" }), "emaa");
  equal(marked({ field: "series.sign", line: 1, column: 9, text: "hgih" }), "hgih");
  equal(marked({ field: "series.sign", line: 1, column: 1, text: "😀" }), "\\ud83d\\ude00");
});

test("another fault is at the entry that it names, or the nearest around it", () => {
  equal(marked({ field: "parameters.high.default", line: 1, column: 1, text: "20" }), "20");
  equal(marked({ field: "parameters.high", line: 1, column: 1, text: "high" }), '"high"');
  equal(marked({ field: "grids.quick.n[1]", text: "2" }), "2");
  equal(marked({ field: "grids.quick.m", text: "" }), '{"n": [1, 2]}');
  equal(marked({ field: "params.n", line: 1, column: 1, text: "x" }), null);
  equal(spanOf(TEXT, readJson(TEXT).places, { field: "strategy" }), { from: 0, to: 0 });
});

test("lines count from 1", () => {
  equal([lineOf("a\nb\n", 0), lineOf("a\nb\n", 2), lineOf("a\nb\n", 4)], [1, 2, 3]);
});
