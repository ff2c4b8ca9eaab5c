import { equal, test } from "../test.js";
import { combination, metricsOf, placeOf } from "/console/runs.js";

const GRID = { a: [1, 2, 3], b: ["x", "y"], c: 9, d: [true, false] };

test("the last parameter of a grid runs fastest", () => {
  equal(combination(GRID, 0), { a: 1, b: "x", c: 9, d: true });
  equal(combination(GRID, 1), { a: 1, b: "x", c: 9, d: false });
  equal(combination(GRID, 11), { a: 3, b: "y", c: 9, d: false });
});

test("every combination is found again at its place", () => {
  const places = Array.from({ length: 12 }, (_, k) => k);
  equal(
    places.map((place) => placeOf(GRID, combination(GRID, place))),
    places,
  );
});

test("a back-test's statistics get the ledger's names", () => {
  const metrics = metricsOf({ total_equity_return_pct: 1, mark_to_market_max_drawdown_pct: 2, trades: 3, win_rate: 4 });
  equal(
    [metrics.total_return, metrics.max_mark_to_market_drawdown, metrics.num_trades, metrics.win_rate],
    [1, 2, 3, 4],
  );
});
