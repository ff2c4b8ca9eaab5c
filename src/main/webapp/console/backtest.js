/** One back-test as the API answers it, made into series for charts and rows for tables. */
import { post } from "./api.js";

/** Runs it. @param {object} body of `POST /v1/backtest` @param {AbortSignal} [signal] */
export async function backtest(body, signal) {
  const answer = await post("/backtest", body, undefined, undefined, signal);
  const bars = columns(JSON.parse(answer.ds));
  const trades = rows(JSON.parse(answer.trades));
  const marked = answer.mark_to_market_curve;
  return {
    stats: answer.stats,
    warmup: answer.warmup,
    time: bars.index.map((text) => Date.parse(text) / 1000),
    bars,
    lines: answer.lines,
    equity: answer.equity_curve,
    marked,
    drawdown: drawdown(marked),
    trades,
  };
}

function columns({ columns: names, index, data }) {
  const table = { index };
  names.forEach((name, k) => (table[name] = data.map((row) => row[k])));
  return table;
}

const rows = ({ columns: names, data }) =>
  data.map((row, k) => ({ number: k + 1, ...Object.fromEntries(names.map((name, c) => [name, row[c]])) }));

/** Percent below the highest value so far, as numbers at or below zero. */
function drawdown(curve) {
  let top = -Infinity;
  return curve.map((value) => {
    top = Math.max(top, value);
    return (100 * (value - top)) / top;
  });
}

/** Entries and exits as marks on the price: triangles point the way of the trade, hollow ones close it. */
export function tradeMarkers({ trades, time }) {
  return trades.flatMap((trade) => {
    const long = trade.Side === "Long";
    return [
      { x: time[trade.EntryBar], y: trade.EntryPrice, up: long, colour: long ? "--chart-3" : "--chart-2" },
      {
        x: time[trade.ExitBar] ?? time.at(-1),
        y: trade.ExitPrice,
        up: !long,
        colour: long ? "--chart-3" : "--chart-2",
        hollow: true,
      },
    ];
  });
}
