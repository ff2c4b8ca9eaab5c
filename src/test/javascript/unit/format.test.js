import { equal, test } from "../test.js";
import {
  between,
  bytes,
  chance,
  clock,
  count,
  day,
  duration,
  figure,
  fixed,
  median,
  metric,
  metricName,
  percent,
  plain,
  probability,
  relative,
  share,
  short,
  signed,
  time,
  typeName,
  words,
} from "/console/format.js";

test("what is absent is a dash, whatever it would have been", () => {
  const all = [count, short, fixed, plain, percent, share, signed, probability, chance, duration, time, day, clock];
  equal(
    all.map((format) => [format(null), format(undefined)]),
    all.map(() => ["–", "–"]),
  );
  equal([count(Number.NaN), relative(null), between(null)], ["–", "–", null]);
});

test("counts have commas, and short ones a letter from ten thousand on", () => {
  equal([count(1234567.6), short(9999), short(12345)], ["1,234,568", "9,999", "12.3K"]);
});

test("plain numbers are as short as they can be said without losing small ones", () => {
  equal([2, 1.85, 0.00012, 1.261712e-8, 12345.678, "Both"].map(plain), [
    "2",
    "1.85",
    "0.00012",
    "1.26171e-8",
    "12,345.7",
    "Both",
  ]);
});

test("a percentage is told from a fraction, and a sign by more than a colour", () => {
  equal(
    [percent(11.774), share(0.118, 1), signed(3), signed(-3), signed(0)],
    ["11.77%", "11.8%", "+3.00%", "-3.00%", "0.00%"],
  );
});

test("a ratio over next to nothing is only said to be great, and a middle is one whatever is beyond it", () => {
  equal(
    [
      metric("sortino_ratio", 59895),
      metric("sortino_ratio", -533.4),
      metric("total_return", 59895),
      figure(127, false),
    ],
    ["> 100", "< -100", "59,895.00%", "> 100"],
  );
  equal([median([0.5, 127, 0.9]), median([1, Infinity]), median([2, null, 4]), median([])], [0.9, Infinity, 3, null]);
});

test("a figure that is infinite by its flag is told so", () => {
  equal([figure(null, true), figure(1.234, false), metric("profit_factor", null, true)], ["∞", "1.23", "∞"]);
});

test("small probabilities are bounds, not rows of zeros", () => {
  equal([0, 0.0004, 0.0123, 0.5, 0.995, 1].map(probability), ["< 0.001", "< 0.001", "0.012", "0.50", "> 0.99", "1.00"]);
});

test("a chance is rounded up, in tenths of a percent below ten", () => {
  equal([0.0011, 0.051, 0.1, 0.271].map(chance), ["0.2%", "5.1%", "10%", "28%"]);
});

test("durations have the two units that matter", () => {
  equal([0, 0.85, 1.25, 12.4, 200, 7500, 356400, 3600].map(duration), [
    "0 s",
    "850 ms",
    "1.3 s",
    "12 s",
    "3 min 20 s",
    "2 h 5 min",
    "4 d 3 h",
    "1 h",
  ]);
});

test("times are UTC whatever the browser's zone is", () => {
  const at = "2026-11-24T20:16:42.5+01:00";
  equal([time(at), day(at), clock(at)], ["2026-11-24 19:16:42", "2026-11-24", "19:16:42"]);
  equal(between("2026-01-01T00:00:00Z", "2026-01-01T00:01:30Z"), 90);
});

test("relative times look back and ahead, in whole units", () => {
  const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
  equal([relative(at(-100)), relative(at(7300)), relative(at(0))], ["1 min ago", "in 2 h", "now"]);
});

test("sizes of files are in steps of a thousand", () => {
  equal([bytes(999), bytes(1234567), bytes(123456)], ["999 B", "1.2 MB", "123 KB"]);
});

test("names of types and metrics are words, known ones in the console's own", () => {
  equal([typeName("discover"), typeName("some_type"), words(null)], ["Discovery", "Some type", ""]);
  equal([metricName("win_rate"), metricName("new_figure")], ["Win rate", "New figure"]);
});

test("a metric has its unit", () => {
  equal(
    [metric("win_rate", 55.555), metric("num_trades", 1234), metric("profit_factor", 1.5)],
    ["55.56%", "1,234", "1.50"],
  );
});
