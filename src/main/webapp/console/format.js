/** Numbers, times and durations as people read them. Times are UTC, as everywhere in Quarry. */

const integer = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

const NOTHING = "–";
const absent = (value) => value === null || value === undefined || Number.isNaN(value);

/** 12,345 */
export const count = (value) => (absent(value) ? NOTHING : integer.format(value));
/** 12.3K */
export const short = (value) =>
  absent(value) ? NOTHING : value < 10000 ? integer.format(value) : compact.format(value);

/** Kept, since making one takes a hundred times as long as using it, and charts write many numbers in a frame. */
const formats = new Map();

function formatOf(key, options) {
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat("en", options));
  return formats.get(key);
}

const LESS_IS_BETTER = ["max_drawdown", "max_mark_to_market_drawdown"];
/** Whether less of a figure is better. */
export const isBetterSmall = (name) => LESS_IS_BETTER.includes(name);

/** A number with so many decimals. */
export function fixed(value, decimals = 2) {
  if (absent(value)) return NOTHING;
  return formatOf(decimals, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** A number as short as it can be said: 2, 1.85, 0.00012, 1.26171e-8. */
export function plain(value) {
  if (typeof value !== "number") return absent(value) ? NOTHING : String(value);
  if (value !== 0 && Math.abs(value) < 1e-6) return String(Number(value.toPrecision(6)));
  const useGrouping = Math.abs(value) >= 10000;
  return formatOf(`plain ${useGrouping}`, { maximumSignificantDigits: 6, useGrouping }).format(value);
}

/** 11.77% of a value that is in percent already. */
export const percent = (value, decimals = 2) => (absent(value) ? NOTHING : `${fixed(value, decimals)}%`);
/** 11.8% of a fraction. */
export const share = (value, decimals = 0) => (absent(value) ? NOTHING : `${fixed(value * 100, decimals)}%`);
/** With its sign, so that it is not told by colour alone. */
export const signed = (value, decimals = 2) =>
  absent(value) ? NOTHING : `${value > 0 ? "+" : ""}${percent(value, decimals)}`;

/** Beyond that a ratio only says that it was divided by next to nothing: 59,895 is no better than 101. */
const TELLING = 100;
/** Whether a ratio is too great to tell anything. */
export const beyondTelling = (value) => !absent(value) && Math.abs(value) > TELLING;

/** A ratio that may be infinite, told by a flag beside it. */
export const figure = (value, infinite, decimals = 2) =>
  infinite
    ? "∞"
    : beyondTelling(value)
      ? `${value > 0 ? ">" : "<"} ${fixed(Math.sign(value) * TELLING, 0)}`
      : fixed(value, decimals);

/** A probability: small ones as a bound, not as a row of zeros. */
export const probability = (value) =>
  absent(value)
    ? NOTHING
    : value < 0.001
      ? "< 0.001"
      : value > 0.99 && value < 1
        ? "> 0.99"
        : fixed(value, value < 0.1 ? 3 : 2);

/** How often something happens that should not, rounded up as the verdict does: 0.2%, 5.1%, 28%. */
export function chance(value) {
  if (absent(value)) return NOTHING;
  const step = value < 0.1 ? 10 : 1;
  return `${Math.ceil(value * 100 * step - 1e-9) / step}%`;
}

/** 850 ms, 12 s, 3 min 20 s, 2 h 5 min, 4 d 3 h */
export function duration(seconds) {
  if (absent(seconds)) return NOTHING;
  if (seconds < 0.0005) return "0 s";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10) return `${fixed(seconds, 1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const units = [
    ["d", 86400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ];
  const first = units.findIndex(([, least]) => seconds >= least);
  const [unit, size] = units[first];
  const [next, nextSize] = units[first + 1] ?? ["", 0];
  const rest = nextSize ? Math.floor((seconds % size) / nextSize) : 0;
  return `${Math.floor(seconds / size)} ${unit}${rest ? ` ${rest} ${next}` : ""}`;
}

/** The seconds from one time to another, or to now. */
export const between = (from, to) => (from ? ((to ? Date.parse(to) : Date.now()) - Date.parse(from)) / 1000 : null);

/** 2026-11-24 20:16:42 */
export function time(value) {
  if (absent(value)) return NOTHING;
  return new Date(value).toISOString().replace("T", " ").slice(0, 19);
}
/** 2026-11-24 */
export const day = (value) => (absent(value) ? NOTHING : new Date(value).toISOString().slice(0, 10));
/** 20:16:42 */
export const clock = (value) => (absent(value) ? NOTHING : new Date(value).toISOString().slice(11, 19));

/** "12 s ago", "in 3 min" */
export function relative(value) {
  if (absent(value)) return NOTHING;
  const seconds = (Date.now() - Date.parse(value)) / 1000;
  const size = Math.abs(seconds);
  if (size < 1.5) return "now";
  const unit = [
    ["d", 86400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ].find(([, one]) => size >= one);
  const text = `${Math.floor(size / unit[1])} ${unit[0]}`;
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

/** 1.2 MB */
export function bytes(value) {
  const units = ["B", "KB", "MB", "GB"];
  let step = 0;
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000;
    step++;
  }
  return `${fixed(value, step && value < 100 ? 1 : 0)} ${units[step]}`;
}

const TYPES = {
  discover: "Discovery",
  optimize: "Optimisation",
  prices_ingest: "Price ingestion",
  prices_watch: "Price watch",
  leaderboard_refresh: "Leaderboard refresh",
  patterns_refresh: "Pattern analysis",
  reevaluate: "Re-evaluation",
  assess: "Assessment",
  assess_row: "Assessment of a row",
  discover_part: "Part of a discovery",
  optimize_part: "Part of an optimisation",
  forward: "Test on unseen prices",
  frozen_extend: "Look at frozen winners",
  batch: "Batch",
};
/** A job type's name as the console calls it. */
export const typeName = (type) => TYPES[type] ?? words(type);

/** A machine's name as words: `leaderboard_refresh` is "Leaderboard refresh". */
export function words(name) {
  const text = String(name ?? "").replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const METRICS = {
  total_return: "Total return",
  max_mark_to_market_drawdown: "Max drawdown, open trades valued",
  max_drawdown: "Max drawdown, realised",
  profit_factor: "Profit factor",
  win_rate: "Win rate",
  sharpe_ratio: "Sharpe (per trade)",
  sortino_ratio: "Sortino (per trade)",
  calmar_ratio: "Calmar",
  num_trades: "Trades",
  avg_return: "Average trade",
  tested_at: "Tested",
  grid_index: "Place in grid",
};
export const METRIC_NAMES = Object.keys(METRICS).filter(
  (name) => !["max_mark_to_market_drawdown", "tested_at", "grid_index"].includes(name),
);
export const metricName = (name) => METRICS[name] ?? words(name);

const RATIOS = ["profit_factor", "sharpe_ratio", "sortino_ratio", "calmar_ratio"];
/** Whether it is one figure over another. */
export const isRatio = (name) => RATIOS.includes(name);

/** The value of a metric at which nothing is earned or lost; undefined where it says nothing of that. */
export const breakEven = (name) =>
  name === "profit_factor" ? 1 : ["total_return", "avg_return", ...RATIOS].includes(name) ? 0 : undefined;

/** The middle of values, an infinite one being greater than all others; null of none. */
export function median(values) {
  const sorted = values.filter((value) => !absent(value)).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (!sorted.length) return null;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** A metric's value with its unit. */
export function metric(name, value, infinite) {
  if (infinite) return "∞";
  if (isRatio(name)) return figure(value, false);
  if (["total_return", "max_mark_to_market_drawdown", "max_drawdown", "win_rate", "avg_return"].includes(name))
    return percent(value);
  return name === "num_trades" ? count(value) : fixed(value);
}
