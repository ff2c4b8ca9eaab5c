/** The reckoning of charts and calendars. */
import { equal, test } from "../test.js";
import { backtest } from "/console/backtest.js";
import { colour, plateau, scaleOf } from "/console/components/heat-map.js";
import { ticks } from "/console/axis.js";
import { joinedFolds, middleProfitFactor } from "/console/components/folds.js";
import { effects, pairsOf } from "/console/components/importance.js";
import { frontOf } from "/console/components/rows-charts.js";
import { joined } from "/console/pages/compare.js";
import { days, sessions } from "/console/components/price-quality.js";
import { barSeconds } from "/console/timeframe.js";

test("a back-test's table becomes columns, its trades rows, and its drawdown is from the top so far", async () => {
  const real = window.fetch;
  const table = (columns, index, data) => JSON.stringify({ columns, index, data });
  window.fetch = async () =>
    Response.json({
      ds: table(["Close"], ["1970-01-01T00:00:10Z", "1970-01-01T00:00:20Z", "1970-01-01T00:00:30Z"], [[1], [2], [3]]),
      trades: table(["Side"], [0], [["Long"]]),
      mark_to_market_curve: [100, 200, 150],
      equity_curve: [100, 100, 150],
      stats: {},
    });
  const { time, bars, trades, drawdown } = await backtest({});
  window.fetch = real;
  equal([time, bars.Close, trades, drawdown], [[10, 20, 30], [1, 2, 3], [{ number: 1, Side: "Long" }], [0, 0, -25]]);
});

test("the ends of the colours are the darkest and the brightest, beyond them too", () => {
  equal(
    [-1, 0, 1, 2].map((part) => colour(part)),
    [
      [68, 1, 84],
      [68, 1, 84],
      [253, 231, 37],
      [253, 231, 37],
    ],
  );
});

test("a plateau is what is nearly as good and touches the best, not a peak elsewhere", () => {
  const { best, cells } = plateau(
    [
      [100, 95, 0],
      [96, 0, 0],
      [0, 0, 99],
    ],
    false,
  );
  equal([best, [...cells].sort()], [0, [0, 1, 3]]);
});

test("where less is better the least is the best, and where nothing is known there is none", () => {
  equal(plateau([[5, 1, null]], true).best, 1);
  equal(plateau([[null, null]], false), { best: null, cells: {} });
});

test("where the best of all earns nothing there is no plateau, however alike its neighbours", () => {
  const { best, cells } = plateau([[-32.8, -33, -34]], false, 0);
  equal([best, cells.size], [0, 0]);
  equal([...plateau([[2, 1.9, -50]], false, 0).cells], [0, 1]);
});

test("colours turn at break-even, as far from it on either side, and an outlier takes them from nobody", () => {
  const { part, middle, rgb } = scaleOf([-10, -5, 0, 5], "total_return");
  equal([middle, part(-10), part(0), part(10), part(5)], [0, 0, 0.5, 1, 0.75]);
  const [red, , blue] = rgb(part(-5));
  equal(red > blue, true);
  equal(scaleOf([0.5, 2], "profit_factor").part(0.5), 1 - scaleOf([0.5, 2], "profit_factor").part(2));
  const many = [...Array(40).keys()].map((k) => 1 + k / 40);
  equal(scaleOf([...many, 127], "profit_factor").high < 2, true);
  equal(scaleOf([10, 20], "win_rate").part(15), 0.5);
  equal(scaleOf([10, 20], "max_drawdown").part(10), 1);
});

test("curves of runs on different days are laid over each other, each from what it began with", () => {
  const row = (day, gain) => ({ day: `2026-01-0${day}T00:00:00Z`, return_fraction: String(gain) });
  const { time, equity, drawdown } = joined([[row(1, 0.5), row(2, -0.5)], null, [row(2, 0.1), row(3, 0)]]);
  equal(time.length, 3);
  equal(equity, [[50, -25, null], null, [null, 10.000000000000009, 10.000000000000009]]);
  equal(drawdown, [[0, -50, null], null, [null, 0, 0]]);
});

test("a parameter explains of the variance what the means of its values do, and what is left they do together", () => {
  const cell = (mean, deviation) => ({ count: 2, mean, deviation, best: mean + deviation });
  const surface = {
    metric: "total_return",
    x: "a",
    y: "b",
    x_values: [1, 2],
    y_values: [10, 20],
    cells: [
      [cell(0, 1), cell(4, 1)],
      [cell(2, 1), cell(6, 1)],
    ],
  };
  const found = effects([surface]);
  equal(
    found.map(({ name, share }) => [name, share]),
    [
      ["a", 4 / 6],
      ["b", 1 / 6],
    ],
  );
  equal(
    found[0].values.map(({ value, mean, best }) => [value, mean, best]),
    [
      [1, 1, 3],
      [2, 5, 7],
    ],
  );
  equal(pairsOf(["a", "b", "c"]), [
    ["a", "b"],
    ["c", "a"],
  ]);
});

test("the front is what no other beats in both figures, and windows are joined by what they multiply to", () => {
  const points = [
    { x: 1, y: 1 },
    { x: 2, y: 5 },
    { x: 3, y: 4 },
    { x: 4, y: 9 },
  ];
  equal(frontOf(points, true, false), [points[0], points[1], points[3]]);
  const records = [1, 2].map((k) => ({
    test_start: `2026-01-0${k}`,
    test_end: `2026-01-0${k + 1}`,
    test_total_return: 10,
    test_profit_factor: k,
    test_trades: 1,
  }));
  equal(
    joinedFolds({ results: { records } }).data[1].map((one) => Math.round(one)),
    [0, 10, 21],
  );
  equal(joinedFolds({ results: { records: records.slice(1) } }), null);
  equal(middleProfitFactor({ results: { records, extras: [{}, { test_profit_factor_infinite: true }] } }), "∞");
  equal(ticks(-12.1, 7.4, 4), [-10, -5, 0, 5]);
});

test("a gap is shared among the days that it touches", () => {
  const quality = { largest_gaps: [{ start_ts: "2026-01-01T12:00:00Z", end_ts: "2026-01-02T05:00:00Z" }] };
  const view = { first_ts: "2026-01-01T00:00:00Z", last_ts: "2026-01-03T00:00:00Z", timeframe: "1h", quality };
  equal(
    days(view).map((one) => one.lacking),
    [0.5, 0.25, 0],
  );
  equal(days({ first_ts: null }), []);
});

test("a calendar is said in one line", () => {
  const all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const always = { time_zone: "UTC", sessions: [{ days: all, open: "00:00", close: "24:00" }], holidays: [] };
  equal(sessions(always), "always");
  const week = { days: all.slice(0, 5), open: "09:30", close: "16:00" };
  equal(
    sessions({ time_zone: "America/New_York", sessions: [week], holidays: ["2026-01-01"] }),
    "mon–fri 09:30–16:00 America/New_York, 1 holiday",
  );
});

test("a bar has seconds where its length is fixed", () => {
  equal(["30m", "4h", "1d", "1w", "1M", "", null].map(barSeconds), [1800, 14400, 86400, 604800, null, null, null]);
});
