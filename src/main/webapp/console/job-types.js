/**
 * What can be started from the console: each type with its fields. `in` is the object of the payload that a field lives
 * in; everything that a form does not know stays in the payload untouched and can be changed as JSON.
 */
const number = (name, label, hint, more = {}) => ({ name, label, hint, kind: "number", ...more });
const criteria = (name, label, hint, usual) => number(name, label, hint, { in: "win_criteria", usual });

export const METRICS = ["profit_factor", "win_rate", "total_return", "max_drawdown", "sharpe_ratio", "sortino_ratio", "calmar_ratio", "num_trades", "avg_return"];

export const JOB_TYPES = {
  discover: {
    title: "Discovery", path: "/discover", lane: "compute", market: true, grid: "discover", base: true,
    text: "Tests every combination of a grid on a market and keeps each result, so that you can search, compare and learn from them.",
    fields: [
      criteria("min_total_return", "A winner returns at least, %", "total return", 0), criteria("max_drawdown", "with a drawdown of at most, %", "of realised equity", 20),
      criteria("min_trades", "and trades at least", "times", 10), criteria("min_profit_factor", "profit factor at least", "profits over losses", 1), criteria("min_win_rate", "win rate at least, %", "trades that won", 0),
      number("max_combinations", "Test a sample of", "0 for all", { usual: 0 }), number("seed", "Seed of the sample", "the job's number when empty"),
      { name: "skip_tested", label: "Leave out what was tested before", kind: "flag", usual: true },
    ],
  },
  optimize: {
    title: "Optimisation", path: "/optimize", lane: "compute", market: true, grid: "optimize", base: true,
    text: "Ranks a grid by one metric, or walks forward through time: chooses on one window and tests on the next.",
    fields: [
      { name: "metric", label: "Rank by", kind: "choice", options: METRICS, usual: "profit_factor" }, number("min_trades", "Trades at least", "fewer are not ranked", { usual: 5 }),
      number("top_n", "Rows wanted", "", { usual: 20 }),
      { name: "validation_mode", label: "Validation", kind: "choice", options: [["in_sample", "In sample: heat map and plateau"], ["walk", "Walk forward: out of sample"]], usual: "in_sample" },
      number("train_days", "Train on, days", "walking forward", { in: "walk_forward", usual: 180, when: (values) => values.validation_mode === "walk" }),
      number("test_days", "Test on, days", "walking forward", { in: "walk_forward", usual: 30, when: (values) => values.validation_mode === "walk" }),
      number("max_drawdown", "Drawdown at most, %", "constraint", { in: "constraints" }), number("min_profit_factor", "Profit factor at least", "constraint", { in: "constraints" }),
    ],
  },
  prices_ingest: {
    title: "Price ingestion", path: "/prices/ingest", lane: "io", market: "free", 
    text: "Takes prices in from an exchange, from the sample that comes with Quarry, or from a file in the server's import directory. To send a file of yours, use Prices.",
    fields: [
      { name: "source", label: "Source", kind: "choice", options: [["", "By the exchange's name"], ["sample", "Sample"], ["file", "File"], "bitstamp", "coinbase", "kraken", "gemini", "binanceus"], usual: "" },
      { name: "file", label: "File", kind: "text", hint: "a name in the import directory" }, { name: "format", label: "Layout", kind: "text", hint: "auto" },
    ],
  },
  leaderboard_refresh: {
    title: "Leaderboard refresh", path: "/leaderboard/refresh", lane: "light", market: "optional",
    text: "Ranks all winners and says how far the best may be trusted.",
    fields: [
      { name: "sort_by", label: "Rank by", kind: "choice", options: METRICS, usual: "total_return" }, number("top_n", "Strategies", "", { usual: 25 }), number("min_trades", "Trades at least", "", { usual: 10 }),
      number("assess", "Assess the best", "0 to 100", { usual: 20 }), { name: "distinct", label: "Show equal outcomes once", kind: "flag", usual: true },
    ],
  },
  patterns_refresh: {
    title: "Pattern analysis", path: "/patterns/refresh", lane: "light", market: "optional",
    text: "Finds which settings go with winning, with the evidence for each.",
    fields: [number("min_confidence", "Confidence at least", "0 to 1", { usual: 0.3 }), number("min_occurrence_pct", "In at least, % of winners", "", { usual: 10 })],
  },
  reevaluate: {
    title: "Re-evaluation", path: "/discovery/reevaluate", lane: "light", market: "optional",
    text: "Judges stored runs by other win criteria, without running them again.",
    fields: [
      criteria("min_total_return", "A winner returns at least, %", "", 0), criteria("max_drawdown", "Drawdown at most, %", "", 20), criteria("min_trades", "Trades at least", "", 10),
      criteria("min_profit_factor", "Profit factor at least", "", 1), criteria("min_win_rate", "Win rate at least, %", "", 0), number("job_id", "Only this discovery", "job number"),
    ],
  },
};

/** The value of a field in a payload. */
export const valueOf = (payload, field) => (field.in ? payload[field.in]?.[field.name] : payload[field.name]);

/** The payload with the field set; undefined takes it out. */
export function withValue(payload, field, value) {
  const changed = structuredClone(payload);
  const place = field.in ? (changed[field.in] ??= {}) : changed;
  if (value === undefined) delete place[field.name];
  else place[field.name] = value;
  if (field.in && !Object.keys(place).length) delete changed[field.in];
  return changed;
}

/** How many combinations a grid has. */
export const sizeOf = (grid) => Object.values(grid ?? {}).reduce((size, values) => size * (Array.isArray(values) ? values.length : 1), 1);

/** A cell of the grid's editor as values: `65, 70, 75`, `true, false` or texts; `60..80 step 5` is a range. */
export function parseValues(text) {
  const range = /^\s*(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)\s*(?:step\s+([\d.]+))?\s*$/.exec(text);
  if (range) {
    const [from, to, step] = [Number(range[1]), Number(range[2]), Number(range[3] ?? 1)];
    const steps = Math.floor((to - from) / step + 1e-9);
    if (step > 0 && steps >= 0 && steps < 10000) return Array.from({ length: steps + 1 }, (_, k) => Number((from + k * step).toFixed(10)));
  }
  return text.split(",").map((one) => one.trim()).filter(Boolean).map((one) => {
    if (one === "true" || one === "false") return one === "true";
    return one !== "" && Number.isFinite(Number(one)) ? Number(one) : one;
  });
}
