/** The payload of a job that is about to be started: what its form begins with, and how a terminal would send it. */
import { firstGrid, gridsFor } from "./strategies.js";
import { barSeconds } from "./timeframe.js";

const MARKET_FIELDS = ["exchange", "symbol", "timeframe", "start_ts", "end_ts"];

/** All there is of a stored series, as a market. */
export function wholeOf({ exchange, symbol, timeframe, min_ts_ms: from, max_ts_ms: to }) {
  const text = (millis) => new Date(millis).toISOString().replace(".000Z", "Z");
  return { exchange, symbol, timeframe, start_ts: text(from), end_ts: text(to) };
}

/** How much of a long series a back-test begins with: an answer has some hundred bytes a bar. */
const FIRST_BARS = 20000;

/** The last bars of a stored series, as a market. */
export function latestOf(series) {
  const length = barSeconds(series.timeframe);
  const from = length ? series.max_ts_ms - FIRST_BARS * length * 1000 : 0;
  return wholeOf({ ...series, min_ts_ms: Math.max(series.min_ts_ms, from) });
}

/** The payload with each of its markets whole: what one leaves out stands beside them. */
export function withWholeMarkets(payload) {
  if (!Array.isArray(payload.markets)) return payload;
  const { shared, rest } = splitMarket(payload);
  return { ...rest, markets: payload.markets.map((one) => ({ ...shared, ...one })) };
}

/** The fields of a payload's own market, and all else but `markets`. */
export function splitMarket(payload) {
  const shared = Object.fromEntries(
    MARKET_FIELDS.filter((name) => payload[name] !== undefined).map((name) => [name, payload[name]]),
  );
  return {
    shared,
    rest: Object.fromEntries(
      Object.entries(payload).filter(([name]) => !MARKET_FIELDS.includes(name) && name !== "markets"),
    ),
  };
}

/** What an ingestion begins with: the prices that come with Quarry. */
const SAMPLE = {
  exchange: "sample",
  symbol: "BTC/USD",
  timeframe: "30m",
  start_ts: "2014-01-01T00:00:00Z",
  end_ts: "2014-07-15T19:30:00Z",
};

/** What a search of the built-in family begins with; a definition has defaults of its own. */
const BUILT_IN_BASE = { trade_direction: "Both", commission: 0.001 };

/**
 * The grid and the fixed parameters that a search of a strategy begins with.
 *
 * @param {object} whole the strategy
 * @param {string} type of the job
 * @param {{grid?: string}} wanted the name of the grid; the first or `quick` where it is absent
 */
export function searchOf(whole, type, { grid }) {
  const first = firstGrid(gridsFor(whole, type), grid);
  return {
    ...(first ? { grid: first.name } : { param_grid: {} }),
    base_params: whole.origin === "built_in" ? BUILT_IN_BASE : {},
  };
}

/**
 * @param {import("./job-types.js").Type} type
 * @param {{cloned?: object, market?: object, series?: object, strategy?: string, search?: object,
 *   parameters?: object}} from the payload of a job to do again, or else the market of a run or the stored series to
 *     work on, the strategy, what a search of it begins with and the parameters that stay fixed
 */
export function firstPayload({ market, properties }, { cloned, market: given, series, strategy, search, parameters }) {
  if (cloned) return withWholeMarkets(structuredClone(cloned));
  return {
    ...(market === "stored" && (given || series) ? (given ?? wholeOf(series)) : {}),
    ...(properties.strategy && strategy ? { strategy } : {}),
    ...(search ? { ...search, base_params: { ...search.base_params, ...parameters } } : {}),
    ...(market === "free" ? SAMPLE : {}),
  };
}

/** The line for a terminal. @param {string} address of the route */
export function curlOf(address, payload, method = "POST") {
  const text = JSON.stringify(payload).replaceAll("'", "'\\''");
  return [`curl -X ${method} ${address}`, "-H 'Content-Type: application/json'", `-d '${text}'`].join(" \\\n  ");
}
