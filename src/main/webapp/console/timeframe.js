/** Timeframes of bars: `30m`, `4h`, `1d`, `1w`. */

const SECONDS = { m: 60, h: 3600, d: 86400, w: 604800 };

/** Seconds of a bar; null for one that has no fixed length. */
export function barSeconds(timeframe) {
  const [, size, unit] = /^(\d+)([mhdw])$/.exec(timeframe ?? "") ?? [];
  return unit ? size * SECONDS[unit] : null;
}
