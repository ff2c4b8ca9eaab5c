/**
 * Figures of a back-test that its answer does not name, by the same rules as the report of a run: equity of the asset
 * held, drawdowns, returns by month, the rolling Sharpe ratio, the spread of trades. Percent, UTC.
 */

const DAY = 86400;
const WINDOWS = [90, 30];
const SPANS = 30;

/** What the cash would be worth if it had bought the asset at the first close. */
export const holding = (cash, closes) => closes.map((close) => (cash * close) / closes[0]);

/** Percent below the highest value so far, the cash included, at or below zero. */
export function drawdown(curve, cash) {
  let top = cash;
  return curve.map((value) => {
    top = Math.max(top, value);
    return (100 * (value - top)) / top;
  });
}

export const least = (values) => values.reduce((lowest, one) => Math.min(lowest, one), Infinity);
export const greatest = (values) => values.reduce((highest, one) => Math.max(highest, one), -Infinity);

/**
 * The last bar of each UTC day on which one closes.
 *
 * @param {number[]} times opens, in seconds
 * @param {number} bar seconds
 */
export function dayEnds(times, bar) {
  const day = (k) => Math.floor((times[k] + bar - 0.001) / DAY);
  const ends = [];
  for (let k = 0; k < times.length; k++) if (k === times.length - 1 || day(k + 1) !== day(k)) ends.push(k);
  return ends;
}

/** Returns from each of those bars to the next, fractions, the first from the cash on; ruin is final. */
export function returnsAt(ends, curve, cash) {
  let before = cash;
  return ends.map((end) => {
    const equity = Math.max(0, curve[end]);
    const gained = before > 0 ? equity / before - 1 : 0;
    before = before > 0 ? equity : 0;
    return gained;
  });
}

/** Mean over sample deviation; null where they do not vary. */
export function sharpe(returns) {
  const mean = returns.reduce((sum, one) => sum + one, 0) / returns.length;
  const squares = returns.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (returns.length - 1));
  return deviation > 0 ? mean / deviation : null;
}

/**
 * The yearly Sharpe ratio of the last 90 daily returns, of 30 where there are too few; null below 60.
 *
 * @returns {{window: number, values: (number | null)[]} | null} a value a day, null before the first window ends
 */
export function rollingSharpe(returns, perYear) {
  const window = WINDOWS.find((days) => 2 * days <= returns.length);
  if (!window) return null;
  const factor = Math.sqrt(perYear);
  return {
    window,
    values: returns.map((_, day) => {
      const one = day + 1 < window ? null : sharpe(returns.slice(day + 1 - window, day + 1));
      return one === null ? null : one * factor;
    }),
  };
}

/**
 * Returns by calendar month and year, percent, the first from the cash on.
 *
 * @returns {{year: number, months: (number | null)[], total: number}[]} null for a month without a bar
 */
export function byMonth(times, bar, curve, cash) {
  const ends = new Map();
  times.forEach((open, k) => {
    const date = new Date((open + bar) * 1000 - 1);
    ends.set(date.getUTCFullYear() * 12 + date.getUTCMonth(), curve[k]);
  });
  const gain = (end, begin) => (begin > 0 ? (end / begin - 1) * 100 : 0);
  const years = new Map();
  let before = cash;
  for (const [month, end] of ends) {
    const year = Math.floor(month / 12);
    if (!years.has(year)) years.set(year, { year, months: Array(12).fill(null), begin: before, total: 0 });
    const one = years.get(year);
    one.months[month % 12] = gain(end, before);
    one.total = gain(end, one.begin);
    before = end;
  }
  return [...years.values()].map(({ year, months, total }) => ({ year, months, total }));
}

/** How often values lie in spans of equal width; zero is a border of two. @returns {{from: number, count: number}[]} */
export function histogram(values) {
  const low = Math.min(0, least(values));
  const high = Math.max(0, greatest(values));
  const width = high > low ? (high - low) / SPANS : 1;
  const below = Math.ceil(-low / width - 1e-9);
  const bins = [];
  for (const value of values) {
    const at = Math.max(0, below + Math.floor(value / width));
    bins[at] = (bins[at] ?? 0) + 1;
  }
  return Array.from(bins, (count, at) => ({
    from: (at - below) * width,
    to: (at + 1 - below) * width,
    count: count ?? 0,
  }));
}

/** The compound return of a year of 365 days, percent. */
export function yearly(totalPercent, seconds) {
  const growth = 1 + totalPercent / 100;
  return growth > 0 ? (growth ** ((365 * DAY) / seconds) - 1) * 100 : -100;
}

/** The share of the best trade in the net profit of all, a fraction; null without a profit. */
export function bestShare(profits) {
  const net = profits.reduce((sum, one) => sum + one, 0);
  const best = greatest(profits);
  return net > 0 && best > 0 ? best / net : null;
}
