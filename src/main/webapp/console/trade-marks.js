/** Trades on a chart of prices: entry and exit as triangles joined by a line, and which of them is pointed at. */
import { fixed, plain, signed, time, words } from "./format.js";

const SIZE = 4.5;
const APART = 8;
/** With fewer pixels for each trade than this, triangles would hide the prices: entries are dots then. */
const CROWDED = 6;
/** How near to a triangle the pointer has to be, in pixels of the page. */
const NEAR = 14;

/**
 * The ends of each trade in seconds and prices; one that is still open ends at the last bar.
 *
 * @param {{trades: object[], time: number[]}} test
 */
export const tradeMarks = ({ trades, time: times }) =>
  trades.map((trade) => ({
    trade,
    long: trade.Side === "Long",
    won: trade.RealizedPnL >= 0,
    from: times[trade.EntryBar],
    to: times[trade.ExitBar] ?? times.at(-1),
    entry: trade.EntryPrice,
    exit: trade.ExitPrice,
  }));

const inSight = (marks, { min, max }) => marks.filter(({ from, to }) => to >= min && from <= max);

/** Triangles point the way of the order, up buys and down sells; the hollow ones close. */
export function drawTrades(plot, marks, colour, chosen) {
  const { ctx, bbox } = plot;
  const scale = devicePixelRatio;
  const seen = inSight(marks, plot.scales.x);
  const at = (seconds, price) => [plot.valToPos(seconds, "x", true), plot.valToPos(price, "y", true)];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const crowded = seen.length * CROWDED > bbox.width / scale;
  for (const won of [true, false]) {
    if (crowded) {
      ctx.fillStyle = colour(won ? "--won" : "--lost");
      for (const mark of seen) if (mark.won === won) dot(ctx, at(mark.from, mark.entry), mark.long, scale);
      continue;
    }
    const [lines, filled, hollow] = [new Path2D(), new Path2D(), new Path2D()];
    for (const mark of seen) {
      if (mark.won !== won) continue;
      const [entry, exit] = [at(mark.from, mark.entry), at(mark.to, mark.exit)];
      lines.moveTo(entry[0], entry[1]);
      lines.lineTo(exit[0], exit[1]);
      triangle(filled, entry, mark.long, scale);
      triangle(hollow, exit, !mark.long, scale);
    }
    ctx.lineWidth = 1.3 * scale;
    ctx.strokeStyle = ctx.fillStyle = colour(won ? "--won" : "--lost");
    ctx.stroke(lines);
    ctx.fill(filled);
    ctx.stroke(filled);
    ctx.fillStyle = colour("--panel");
    ctx.fill(hollow);
    ctx.stroke(hollow);
  }
  const one = seen.find(({ trade }) => trade === chosen);
  if (one) ring(ctx, [at(one.from, one.entry), at(one.to, one.exit)], colour("--ink"), scale);
  ctx.restore();
}

/** Below a price that was bought at, above one that was sold at. */
function dot(ctx, [x, y], long, scale) {
  ctx.fillRect(Math.round(x - scale), Math.round(y + (long ? 5 : -7) * scale), 2 * scale, 2 * scale);
}

function triangle(path, [x, y], up, scale) {
  const tip = y + (up ? APART - SIZE : SIZE - APART) * scale;
  const size = SIZE * scale;
  path.moveTo(x, tip);
  path.lineTo(x - size, tip + (up ? 2 : -2) * size);
  path.lineTo(x + size, tip + (up ? 2 : -2) * size);
  path.closePath();
}

function ring(ctx, points, ink, scale) {
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.6 * scale;
  for (const [x, y] of points) {
    ctx.beginPath();
    ctx.arc(x, y, NEAR * 0.8 * scale, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** The trade whose entry or exit is nearest to a place on the chart; null where none is near. */
export function tradeAt(plot, marks, left, top) {
  let nearest = null;
  let least = NEAR ** 2;
  for (const mark of inSight(marks, plot.scales.x)) {
    for (const [seconds, price, up] of [
      [mark.from, mark.entry, mark.long],
      [mark.to, mark.exit, !mark.long],
    ]) {
      const x = plot.valToPos(seconds, "x") - left;
      const y = plot.valToPos(price, "y") + (up ? APART : -APART) - top;
      const far = x * x + y * y;
      if (far < least) [nearest, least] = [mark, far];
    }
  }
  return nearest;
}

/** What is to be known of a trade, as names and values. */
export const tradeFacts = ({ trade, from, to }) => [
  ["Entry", `${time(from * 1000).slice(0, 16)} at ${plain(trade.EntryPrice)}`],
  ["Exit", `${time(to * 1000).slice(0, 16)} at ${plain(trade.ExitPrice)}`],
  ["Reason", words(trade.ExitReason)],
  ["Net result", `${signed(trade.NetReturnPct * 100)}, ${fixed(trade.RealizedPnL)}`],
  ["R", fixed(trade.R_multiple)],
];
