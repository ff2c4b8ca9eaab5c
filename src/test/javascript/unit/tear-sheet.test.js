/** The reckoning of the tear sheet: figures, what is in sight, and how it is moved. */
import { equal, test } from "../test.js";
import { keyMoves } from "/console/chart-gestures.js";
import { ChartView } from "/console/chart-view.js";
import { denseLine, drawCandles } from "/console/candles.js";
import {
  bestShare,
  byMonth,
  dayEnds,
  drawdown,
  histogram,
  holding,
  returnsAt,
  rollingSharpe,
  sharpe,
  yearly,
} from "/console/tear-figures.js";
import { tradeAt, tradeFacts, tradeMarks } from "/console/trade-marks.js";

const HOUR = 3600;
const rounded = (values) => values.map((one) => (one === null ? null : Math.round(one * 1e6) / 1e6));

test("the asset held begins with the cash, and a drawdown is from the cash on where nothing was gained yet", () => {
  equal(holding(1000, [50, 60, 25]), [1000, 1200, 500]);
  equal(drawdown([900, 1100, 550], 1000), [-10, 0, -50]);
});

test("a bar belongs to the day on which it closes, and days without one are left out", () => {
  const times = [22 * HOUR, 23 * HOUR, 24 * HOUR, 72 * HOUR];
  equal(dayEnds(times, HOUR), [1, 2, 3]);
  equal(dayEnds([], HOUR), []);
});

test("returns are from day to day, the first from the cash on, and ruin is final", () => {
  equal(
    returnsAt([0, 1, 2, 3], [110, 55, -5, 200], 100).map((one) => Math.round(one * 100)),
    [10, -50, -100, 0],
  );
});

test("months are from close to close, the first from the cash on, and a year is all of its months", () => {
  const at = (text) => Date.parse(text) / 1000;
  const times = [at("2020-11-30T12:00Z"), at("2020-12-31T23:00Z"), at("2021-01-31T00:00Z"), at("2021-03-01T00:00Z")];
  const years = byMonth(times, HOUR, [110, 99, 198, 99], 100);
  equal(
    years.map(({ year, months, total }) => [
      year,
      rounded(months.slice(0, 3)),
      rounded(months.slice(10)),
      rounded([total]),
    ]),
    [
      [2020, [null, null, null], [10, -10], [-1]],
      [2021, [100, null, -50], [null, null], [0]],
    ],
  );
});

test("the rolling ratio takes 90 days where there are twice as many, 30 where not, and none below 60", () => {
  const days = (count) => Array.from({ length: count }, (_, k) => (k % 2 ? 0.01 : -0.005));
  equal(
    [rollingSharpe(days(59), 365), rollingSharpe(days(60), 365).window, rollingSharpe(days(180), 365).window],
    [null, 30, 90],
  );
  const { values } = rollingSharpe(days(60), 365);
  equal([values[28], values.length], [null, 60]);
  equal(rounded([values[29]]), rounded([sharpe(days(30)) * Math.sqrt(365)]));
  equal(sharpe([0.01, 0.01]), null);
});

test("zero is a border of the histogram, and every value is in it", () => {
  const bins = histogram([-2, -0.01, 0, 1, 4]);
  equal(
    bins.reduce((sum, bin) => sum + bin.count, 0),
    5,
  );
  equal(bins.filter((bin) => Math.abs(bin.from) < 1e-9).length, 1);
  equal(
    bins.filter((bin) => bin.from >= -1e-9).reduce((sum, bin) => sum + bin.count, 0),
    3,
  );
  equal(
    histogram([0]).map((bin) => bin.count),
    [1],
  );
});

test("a year's return compounds, and the best trade has a share only in a profit", () => {
  equal(rounded([yearly(21, 2 * 365 * 24 * HOUR), yearly(-100, 1), yearly(10, 365 * 24 * HOUR)]), [10, -100, 10]);
  equal([bestShare([50, 100, -50]), bestShare([-1, -2]), bestShare([])], [1, null, null]);
});

const viewOf = (times) => {
  const view = new ChartView();
  view.over(times);
  return view;
};
const range = ({ from, to }) => [from, to];

test("what is shown stays within what there is, keeps its width at the ends, and is never less than some bars", () => {
  const view = viewOf([0, 10, 20, 1000]);
  equal([range(view), view.whole], [[0, 1000], true]);
  view.zoom(0.5, 250);
  equal([range(view), view.whole], [[125, 625], false]);
  view.move(-1);
  equal(range(view), [0, 500]);
  view.moveBy(Infinity);
  equal(range(view), [500, 1000]);
  view.show(600, 601);
  equal(range(view), [560.5, 640.5]);
  view.zoom(1000);
  equal(view.whole, true);
});

test("another test of the same prices leaves what is looked at as it is, other prices show all", () => {
  const view = viewOf([0, 10, 1000]);
  view.show(100, 300);
  view.over([0, 10, 1000]);
  equal(range(view), [100, 300]);
  view.over([0, 10, 2000]);
  equal(range(view), [0, 2000]);
});

test("keys zoom and move, and leave what they do not know, and what has Ctrl, to the browser", () => {
  const view = viewOf([0, 10, 1000]);
  const press = (key, more = {}) => keyMoves(view, { key, ...more });
  equal([press("+"), view.whole], [true, false]);
  const [from] = range(view);
  equal([press("ArrowRight"), view.from > from], [true, true]);
  equal([press("Home"), view.from], [true, 0]);
  equal([press("0"), view.whole], [true, true]);
  equal([press("Tab"), press("+", { ctrlKey: true }), view.whole], [false, false, true]);
});

/** A plot of 100 by 100 pixels that counts what is drawn. */
function plotOf(data, min, max) {
  const drawn = [];
  const ctx = new Proxy(
    { fillRect: (...rect) => drawn.push(rect), strokeRect: (...rect) => drawn.push(rect) },
    { get: (target, name) => target[name] ?? (() => {}), set: () => true },
  );
  const [first, last] = [data[0].findIndex((one) => one >= min), data[0].findLastIndex((one) => one <= max)];
  return {
    data,
    ctx,
    drawn,
    bbox: { left: 0, top: 0, width: 100, height: 100 },
    scales: { x: { min, max }, y: { min: 0, max: 10 } },
    series: [{ idxs: [first, last] }],
    valToPos: (value, axis) => (axis === "x" ? (100 * (value - min)) / (max - min) : 100 - 10 * value),
  };
}

const counted = (count) => Array.from({ length: count }, (_, k) => k);
const flat = (count, value) => Array(count).fill(value);

test("thousands of candles are drawn as no more columns than there are pixels, few as what is in sight", () => {
  const data = [counted(33000), ...[5, 6, 4, 5, 0].map((value) => flat(33000, value))];
  const all = plotOf(data, 0, 32999);
  drawCandles(all, () => "red");
  equal(all.drawn.length > 90 && all.drawn.length <= 101, true);
  const few = plotOf(data, 1000, 1009);
  drawCandles(few, () => "red");
  equal(few.drawn.length, 12 * 3);
});

test("a line with many points for each pixel is drawn by columns, with a gap where nothing is known", () => {
  const values = counted(1000).map((k) => (k >= 400 && k < 600 ? null : k % 10));
  const plot = plotOf([counted(1000), values], 0, 999);
  equal(denseLine(() => "linear", "red")(plot, 1, 0, 999), null);
  equal(plot.drawn.length >= 78 && plot.drawn.length <= 82, true);
  equal(
    plot.drawn.some(([x]) => x > 42 && x < 58),
    false,
  );
  equal(denseLine(() => "linear", "red")(plotOf([counted(1000), values], 0, 50), 1, 0, 50), "linear");
});

const TRADE = {
  number: 1,
  Side: "Long",
  EntryBar: 1,
  ExitBar: 9,
  EntryPrice: 5,
  ExitPrice: 6,
  ExitReason: "stop_loss",
  NetReturnPct: 0.0123,
  RealizedPnL: 12.5,
  EquityBefore: 1000,
  R_multiple: 1.5,
};

test("a trade that is open ends at the last bar, and is told with its net result and its multiple of the risk", () => {
  const [mark] = tradeMarks({ trades: [TRADE], time: [0, 60, 120] });
  equal([mark.from, mark.to, mark.long, mark.won], [60, 120, true, true]);
  equal(tradeFacts(mark), [
    ["Entry", "1970-01-01 00:01 at 5"],
    ["Exit", "1970-01-01 00:02 at 6"],
    ["Reason", "Stop loss"],
    ["Net result", "+1.23%, 12.50"],
    ["R", "1.50"],
  ]);
});

test("the trade that is pointed at is the nearest whose entry or exit is near, or none", () => {
  const marks = tradeMarks({ trades: [TRADE, { ...TRADE, number: 2, EntryBar: 6, ExitBar: 8 }], time: counted(10) });
  const plot = plotOf([counted(10)], 0, 10);
  equal(
    [
      tradeAt(plot, marks, 12, 58)?.trade.number,
      tradeAt(plot, marks, 61, 57)?.trade.number,
      tradeAt(plot, marks, 35, 10),
    ],
    [1, 2, null],
  );
});
