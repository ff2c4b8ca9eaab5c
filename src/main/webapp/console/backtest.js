/** One back-test as the API answers it, made into series for charts and rows for tables. */
import { post } from "./api.js";
import { byMonth, dayEnds, drawdown, holding, returnsAt, rollingSharpe } from "./tear-figures.js";
import { barSeconds } from "./timeframe.js";

const PRICES = ["Open", "High", "Low", "Close", "Volume"];

/** What the prices of the last test were made into: whoever moves a slider asks again and again about the same ones. */
let last = { key: null, prices: null };

/** Runs it. @param {object} body of `POST /v1/backtest` @param {AbortSignal} [signal] */
export async function backtest(body, signal) {
  const answer = await post("/backtest", body, undefined, undefined, signal);
  const { columns: names, index, data } = JSON.parse(answer.ds);
  const cash = answer.equity_curve[0];
  const key = JSON.stringify([answer.data_digest, index.length, index[0], index.at(-1), cash, body.params?.timeframe]);
  if (key !== last.key || !answer.data_digest) {
    last = { key, prices: pricesOf(names, index, data, cash, barSeconds(body.params?.timeframe)) };
  }
  const { prices } = last;
  const lines = names.filter((name) => !PRICES.includes(name));
  return {
    ...prices,
    cash,
    stats: answer.stats,
    performance: answer.performance,
    warmup: answer.warmup,
    bars: { ...prices.bars, ...columns(names, lines, data) },
    lines: answer.lines,
    equity: answer.equity_curve,
    marked: answer.mark_to_market_curve,
    trades: rows(JSON.parse(answer.trades)),
    ...reckoned(prices, cash, answer.mark_to_market_curve, answer.performance?.returns_per_year),
  };
}

const columns = (names, wanted, data) =>
  Object.fromEntries(
    wanted.map((name) => {
      const at = names.indexOf(name);
      return [name, at < 0 ? [] : data.map((row) => row[at])];
    }),
  );

const rows = ({ columns: names, data }) =>
  data.map((row, k) => ({ number: k + 1, ...Object.fromEntries(names.map((name, c) => [name, row[c]])) }));

/** All that depends on nothing but the prices and the cash. */
function pricesOf(names, index, data, cash, seconds) {
  const time = index.map((text) => Date.parse(text) / 1000);
  const bar = seconds ?? time[1] - time[0];
  const bars = columns(names, PRICES, data);
  const held = holding(cash, bars.Close);
  const ends = dayEnds(time, bar);
  const at = (curve) => ends.map((end) => curve[end]);
  return {
    time,
    bar,
    bars,
    ends,
    held,
    heldDrawdown: drawdown(held, cash),
    heldReturns: returnsAt(ends, held, cash),
    heldYears: byMonth(at(time), bar, at(held), cash),
    seconds: time.at(-1) + bar - time[0],
  };
}

/** What the answer does not name, by the rules of the report. */
function reckoned({ time, bar, ends }, cash, marked, perYear) {
  const at = (curve) => ends.map((end) => curve[end]);
  const rolling = rollingSharpe(returnsAt(ends, marked, cash), perYear);
  return {
    drawdown: drawdown(marked, cash),
    rolling: rolling && { ...rolling, time: at(time) },
    years: byMonth(at(time), bar, at(marked), cash),
  };
}
