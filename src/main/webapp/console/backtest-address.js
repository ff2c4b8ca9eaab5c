/** The address of the back-test page, which holds market, strategy and values, so that it can be kept and sent. */

import { requestOf } from "./strategies.js";

const MARKET = ["exchange", "symbol", "timeframe", "start_ts", "end_ts"];
const PREFIX = "p.";

/**
 * The page with a back-test.
 *
 * @param {{strategy?: string | object, params?: object}} body as `POST /v1/backtest` takes it
 * @returns {string | null} null for a strategy that has no name on the server: a definition does not fit in an address
 */
export function backtestAddress({ strategy, params = {} }) {
  const named = requestOf(strategy);
  if (typeof named === "object") return null;
  const query = new URLSearchParams();
  for (const name of MARKET) if (params[name]) query.set(name, params[name]);
  if (named) query.set("strategy", named);
  for (const [name, value] of Object.entries(params)) {
    if (!MARKET.includes(name) && value !== undefined) query.set(PREFIX + name, written(value));
  }
  const text = query.toString();
  return text ? `/backtest?${text}` : "/backtest";
}

/** What an address asks for. @param {Record<string, string>} query */
export function askedBy(query) {
  const values = {};
  for (const [name, text] of Object.entries(query)) {
    if (name.startsWith(PREFIX)) values[name.slice(PREFIX.length)] = read(text);
  }
  return {
    market: Object.fromEntries(MARKET.filter((name) => query[name]).map((name) => [name, query[name]])),
    strategy: query.strategy || undefined,
    values,
  };
}

/** The change of the address that gives a parameter that value; without one it has its default again. */
export const valueChange = (name, value) => ({ [PREFIX + name]: value === undefined ? undefined : written(value) });

/** Texts stay as they are where that can be read as nothing else. */
function written(value) {
  if (typeof value !== "string") return JSON.stringify(value);
  return read(value) === value && value !== "" ? value : JSON.stringify(value);
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
