/** The reckoning of the back-test page: its address, its sliders, its presets. */
import { equal, test } from "../test.js";
import { askedBy, backtestAddress, valueChange } from "/console/backtest-address.js";
import { isUsed, presetOf, sliderOf, triedIn, typedValue } from "/console/parameter-values.js";

const MARKET = {
  exchange: "sample",
  symbol: "BTC/USD",
  timeframe: "30m",
  start_ts: "2014-01-01T00:00:00Z",
  end_ts: "2014-03-31T23:30:00+00:00",
};
const queryOf = (address) => Object.fromEntries(new URL(address, "http://x").searchParams);

test("a back-test comes back from its address as it was, with numbers, texts that look like numbers, and none", () => {
  const values = {
    n: 20,
    part: 0.1,
    on: false,
    mode: "Fixed %",
    sign: ">=",
    digits: "7",
    word: "true",
    off: null,
    "": 1,
  };
  const address = backtestAddress({ strategy: "turtle@2", params: { ...MARKET, ...values } });
  equal(askedBy(queryOf(address)), { market: MARKET, strategy: "turtle@2", values });
});

test("a strategy is named as requests name it, the built-in family not at all; what has no name has no address", () => {
  equal(backtestAddress({ strategy: { name: "turtle", version: 3 } }), "/backtest?strategy=turtle%403");
  equal(backtestAddress({ strategy: { name: "family", version: null, digest: null } }), "/backtest");
  equal(backtestAddress({ strategy: null, params: { n: 2 } }), "/backtest?p.n=2");
  equal(backtestAddress({ strategy: { name: "own", long: { enter: "a" } } }), null);
});

test("a value that is its default is taken out of the address", () => {
  equal(
    [valueChange("n", 5), valueChange("n", "7"), valueChange("n")],
    [{ "p.n": "5" }, { "p.n": '"7"' }, { "p.n": undefined }],
  );
});

const parameter = (type, usual, minimum, maximum, above = false) => ({
  type,
  default: usual,
  minimum,
  maximum,
  exclusive_minimum: above,
});

test("a slider goes over what is narrow, else over what grids try and some times the default", () => {
  equal(sliderOf(parameter("number", 70, 0, 100), [], 70), { low: 0, high: 100, step: 1 });
  equal(sliderOf(parameter("integer", 20, 2, 500), [10, 20, 40, 60], 20), { low: 2, high: 90, step: 1 });
  equal(sliderOf(parameter("integer", 20, 1, 10000), [], 20), { low: 1, high: 80, step: 1 });
  equal(sliderOf(parameter("integer", 20, 1, 10000), [], 300), { low: 1, high: 300, step: 1 });
  equal(sliderOf(parameter("number", 0.001, 0, 1), [], 0.001), { low: 0, high: 0.004, step: 0.00005 });
});

test("a slider never reaches a bound that is excluded, and there is none without a number", () => {
  equal(sliderOf(parameter("number", 2, 0, 1000, true), [], 2), { low: 0.1, high: 8, step: 0.1 });
  equal(sliderOf(parameter("number", null, 0, 100), [], null), { low: 0, high: 100, step: 1 });
  equal(sliderOf(parameter("number", null, 0, null), [], null), null);
  equal(sliderOf(parameter("choice", "a", null, null), [], "a"), null);
});

test("a field is read as a number, its default, none, or the text that the server is to refuse", () => {
  const number = { type: "number" };
  equal(
    ["2.5", " ", "none", "1,5", "+3"].map((text) => typedValue(number, text)),
    [2.5, undefined, null, "1,5", 3],
  );
});

test("the numbers of all grids of a parameter are what is tried of it", () => {
  equal(
    [...triedIn([{ param_grid: { n: [1, 2], mode: ["a"] } }, { param_grid: { n: 9 } }, {}])],
    [
      ["n", [1, 2, 9]],
      ["mode", []],
    ],
  );
});

test("what counts only if another is on has no effect while that is off, and a preset is known by its values", () => {
  const values = { on: false, n: 3 };
  equal(
    [false, true].map((value) => isUsed({ only_if: [{ parameter: "on", value }] }, (name) => values[name])),
    [true, false],
  );
  const presets = [{ parameters: { n: 2 } }, { parameters: { n: 3, on: false } }];
  equal([presetOf(presets, (name) => values[name]), presetOf(presets, () => 0)], [presets[1], undefined]);
});
