/**
 * Candles and volume on the canvas of a chart. Only what is in sight is drawn: candles while each has some pixels, else
 * for each column of pixels the highest and lowest price of its bars. Rectangles are filled one by one: a path of
 * thousands takes many times as long.
 */

/** Beyond so many points for each pixel a line is drawn by columns. */
const DENSE = 1.2;
/** Narrower candles are drawn as columns. */
const LEAST_WIDTH = 3;
/** The share of the height that volume takes. */
const VOLUME = 0.16;

/**
 * A line of a chart whose points lie closer than pixels: for each column of pixels what lies between its lowest and
 * highest value, joined to the column before. It looks as the line would, and takes a fraction of the time.
 *
 * @param {(plot: object, index: number, first: number, last: number) => object} linear what draws other lines
 * @param {string} ink its colour
 */
export const denseLine = (linear, ink) => (plot, index, first, last) => {
  const [times] = plot.data;
  const pixels = ((times[last] - times[first]) / (plot.scales.x.max - plot.scales.x.min)) * plot.bbox.width;
  if (last - first < pixels * DENSE) return linear(plot, index, first, last);
  const values = plot.data[index];
  const to = places(plot);
  const { ctx, bbox } = plot;
  const width = Math.max(1, Math.round(devicePixelRatio));
  const fill = (x, least, most) => {
    const top = Math.round(to.y(most) - width / 2);
    ctx.fillRect(x, top, width, Math.max(width, Math.round(to.y(least) + width / 2) - top));
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = ink;
  let [column, low, high, end] = [-1, 0, 0, null];
  for (let k = first; k <= last; k++) {
    const value = values[k];
    const x = Math.floor(to.x(times[k]) / width) * width;
    if (x !== column || value === null || value === undefined) {
      if (end !== null && column >= 0) fill(column, low, high);
      if (value === null || value === undefined) {
        [column, end] = [-1, null];
        continue;
      }
      low = Math.min(value, end ?? value);
      high = Math.max(value, end ?? value);
      column = x;
    } else if (value < low) low = value;
    else if (value > high) high = value;
    end = value;
  }
  if (end !== null) fill(column, low, high);
  ctx.restore();
  return null;
};

/** Where a time and a price are on the canvas, without the checks of the library's own, as thousands are asked for. */
function places(plot) {
  const { left, top, width, height } = plot.bbox;
  const { x, y } = plot.scales;
  const log = y.distr === 3;
  const [least, most] = log ? [Math.log(y.min), Math.log(y.max)] : [y.min, y.max];
  const perTime = width / (x.max - x.min);
  const perValue = height / (most - least);
  return {
    x: (time) => left + (time - x.min) * perTime,
    y: (value) => top + (most - (log ? Math.log(value) : value)) * perValue,
    perTime,
  };
}

/** The first and last bar in sight, and one more on either side. */
function sight(plot) {
  const [first, last] = plot.series[0].idxs ?? [0, plot.data[0].length - 1];
  return [Math.max(0, first - 1), Math.min(plot.data[0].length - 1, last + 1)];
}

/**
 * @param {object} plot whose data are times, opens, highs, lows, closes and volumes
 * @param {(token: string) => string} colour of the theme
 */
export function drawCandles(plot, colour) {
  const [time] = plot.data;
  if (time.length < 2) return;
  const [first, last] = sight(plot);
  const to = places(plot);
  const { ctx, bbox } = plot;
  const apart = ((time[last] - time[first]) * to.perTime) / Math.max(1, last - first);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const column = Math.max(1, Math.round(devicePixelRatio));
  const grouped = apart < LEAST_WIDTH * devicePixelRatio;
  const groups = grouped ? byColumn(plot, to, first, last, column) : null;
  drawVolume(plot, to, first, last, grouped ? groups : null, apart, colour);
  if (grouped) drawColumns(ctx, to, groups, column, colour);
  else drawEach(plot, to, first, last, apart, colour);
  ctx.restore();
}

/** For each column of pixels: where it is, its open, high, low, close and greatest volume. */
function byColumn(plot, to, first, last, column) {
  const [time, open, high, low, close, volume] = plot.data;
  const groups = [];
  let group = null;
  for (let bar = first; bar <= last; bar++) {
    if (high[bar] === null) continue;
    const x = Math.floor(to.x(time[bar]) / column) * column;
    if (group === null || group.x !== x) {
      group = { x, open: open[bar], high: high[bar], low: low[bar], close: close[bar], volume: volume[bar] };
      groups.push(group);
      continue;
    }
    if (high[bar] > group.high) group.high = high[bar];
    if (low[bar] < group.low) group.low = low[bar];
    if (volume[bar] > group.volume) group.volume = volume[bar];
    group.close = close[bar];
  }
  return groups;
}

function drawColumns(ctx, to, groups, column, colour) {
  for (const rising of [true, false]) {
    ctx.fillStyle = colour(rising ? "--rise" : "--fall");
    for (const { x, open, high, low, close } of groups) {
      if (close >= open !== rising) continue;
      const top = Math.round(to.y(high));
      ctx.fillRect(x, top, column, Math.max(column, Math.round(to.y(low)) - top));
    }
  }
}

/** Rising ones are hollow where there is room for it, so that they are not told by colour alone. */
function drawEach(plot, to, first, last, apart, colour) {
  const [time, open, high, low, close] = plot.data;
  const { ctx } = plot;
  const line = Math.max(1, Math.round(devicePixelRatio));
  const width = Math.max(line, Math.round(apart * 0.64));
  for (const rising of [true, false]) {
    ctx.fillStyle = ctx.strokeStyle = colour(rising ? "--rise" : "--fall");
    ctx.lineWidth = line;
    const hollow = rising && width > 4 * line;
    for (let bar = first; bar <= last; bar++) {
      if (open[bar] === null || close[bar] >= open[bar] !== rising) continue;
      const left = Math.round(to.x(time[bar]) - width / 2);
      const middle = left + Math.floor((width - line) / 2);
      const [top, bottom] = [Math.round(to.y(high[bar])), Math.round(to.y(low[bar]))];
      const upper = Math.round(to.y(Math.max(open[bar], close[bar])));
      const lower = Math.max(upper + line, Math.round(to.y(Math.min(open[bar], close[bar]))));
      ctx.fillRect(middle, top, line, upper - top);
      ctx.fillRect(middle, lower, line, bottom - lower);
      if (hollow) ctx.strokeRect(left + line / 2, upper + line / 2, width - line, Math.max(0, lower - upper - line));
      else ctx.fillRect(left, upper, width, lower - upper);
    }
  }
}

function drawVolume(plot, to, first, last, groups, apart, colour) {
  const [time, , , , , volume] = plot.data;
  const { ctx, bbox } = plot;
  const bars = groups ?? volume.slice(first, last + 1).map((one, k) => ({ x: to.x(time[first + k]), volume: one }));
  const most = bars.reduce((greatest, one) => Math.max(greatest, one.volume ?? 0), 0);
  if (!most) return;
  const floor = bbox.top + bbox.height;
  const scale = (bbox.height * VOLUME) / most;
  const width = groups ? Math.max(1, devicePixelRatio) : Math.max(1, apart * 0.64);
  ctx.globalAlpha = 0.28;
  ctx.fillStyle = colour("--ink-3");
  for (const bar of bars) {
    const height = Math.round((bar.volume ?? 0) * scale);
    ctx.fillRect(Math.round(groups ? bar.x : bar.x - width / 2), floor - height, width, height);
  }
  ctx.globalAlpha = 1;
}
