import { equal, test } from "../test.js";
import { curlOf, firstPayload, searchOf, splitMarket, wholeOf, withWholeMarkets } from "/console/job-payload.js";

const SERIES = { exchange: "x", symbol: "A/B", timeframe: "1h", min_ts_ms: 0, max_ts_ms: 3600500 };
const MARKET = { exchange: "x", symbol: "A/B", timeframe: "1h" };

test("a stored series is a market from its first bar to its last", () => {
  equal(wholeOf(SERIES), { ...MARKET, start_ts: "1970-01-01T00:00:00Z", end_ts: "1970-01-01T01:00:00.500Z" });
});

test("what one of several markets leaves out is taken from beside them", () => {
  const payload = { exchange: "x", timeframe: "1h", min_trades: 3, markets: [{ symbol: "A" }, { exchange: "y" }] };
  equal(withWholeMarkets(payload), {
    min_trades: 3,
    markets: [
      { exchange: "x", timeframe: "1h", symbol: "A" },
      { exchange: "y", timeframe: "1h" },
    ],
  });
  equal(withWholeMarkets({ exchange: "x" }), { exchange: "x" });
});

test("a payload is split into its own market and all else", () => {
  equal(splitMarket({ ...MARKET, markets: [], seed: 1 }), { shared: MARKET, rest: { seed: 1 } });
});

const GRIDS = [
  { name: "WIDE", job_type: "discover", combinations: 500 },
  { name: "SMALL", job_type: "discover", combinations: 20 },
  { name: "TINY", job_type: "optimize", combinations: 2 },
  { name: "endless", job_type: null, combinations: null },
];

test("a search of a strategy begins with its first grid of that type, or the one that is wanted", () => {
  const own = { origin: "stored", grids: GRIDS };
  equal(searchOf(own, "discover", {}), { grid: "WIDE", base_params: {} });
  equal(searchOf(own, "optimize", {}), { grid: "TINY", base_params: {} });
  equal(searchOf(own, "optimize", { grid: "Endless" }), { grid: "endless", base_params: {} });
  equal(searchOf({ origin: "shipped", grids: [] }, "discover", {}), { param_grid: {}, base_params: {} });
});

test("a search begins with the series, the strategy, its grid and the given parameters", () => {
  const type = { market: "stored", properties: { param_grid: {}, base_params: {}, strategy: {} } };
  const search = searchOf({ origin: "built_in", grids: GRIDS }, "discover", {});
  equal(firstPayload(type, { series: SERIES, search, parameters: { commission: 0.002, stop_pct: 1 } }), {
    ...wholeOf(SERIES),
    grid: "WIDE",
    base_params: { trade_direction: "Both", commission: 0.002, stop_pct: 1 },
  });
  equal(firstPayload(type, { strategy: "own@3", search: { grid: "quick", base_params: {} } }), {
    strategy: "own@3",
    grid: "quick",
    base_params: {},
  });
});

test("an ingestion begins with the sample, and what has no market with nothing", () => {
  equal(firstPayload({ market: "free", properties: {} }, {}).exchange, "sample");
  equal(firstPayload({ market: null, properties: {} }, { series: SERIES }), {});
});

test("a clone is the payload of before, apart from it", () => {
  const cloned = { base_params: { a: 1 } };
  const payload = firstPayload({ market: "stored", properties: { param_grid: {} } }, { cloned, series: SERIES });
  payload.base_params.a = 2;
  equal(cloned, { base_params: { a: 1 } });
});

test("an apostrophe does not end the payload in a terminal", () => {
  equal(
    curlOf("http://q/v1/x", { name: "it's" }),
    "curl -X POST http://q/v1/x \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"name\":\"it'\\''s\"}'",
  );
});
