/** Which parameters a grid's results depend on, and how: shares of the variance, and a slice along each. */
import { html, nothing, svg } from "../element.js";
import { count, isBetterSmall, metric as shown, metricName, plain, share } from "../format.js";

/**
 * The main effects of a full grid, as a functional analysis of variance has them: how much of all the variance is that
 * of the means of a parameter's values. What is left is what parameters do together.
 *
 * @param {object[]} surfaces of one metric, in which each parameter is on an axis once at least
 * @returns {{name: string, share: number|null, values: {value: any, mean: number, best: number|null}[]}[]} the greatest
 *   first
 */
export function effects(surfaces) {
  const found = new Map();
  for (const { metric: name, x, y, x_values: xs, y_values: ys, cells } of surfaces) {
    const all = tested(cells.flat());
    const mean = weighted(all, (cell) => cell.mean);
    const variance = weighted(all, (cell) => cell.deviation ** 2 + (cell.mean - mean) ** 2);
    const axes = [
      [x, xs, xs.map((_, k) => cells.map((row) => row[k]))],
      [y, ys, cells],
    ];
    for (const [parameter, values, groups] of axes) {
      if (found.has(parameter)) continue;
      const along = values.map((value, k) => ({ value, ...levelOf(tested(groups[k]), name) }));
      const between = weighted(
        along.filter(({ count: runs }) => runs),
        (level) => (level.mean - mean) ** 2,
      );
      found.set(parameter, { name: parameter, share: variance > 0 ? between / variance : null, values: along });
    }
  }
  return [...found.values()].sort((a, b) => (b.share ?? 0) - (a.share ?? 0));
}

const tested = (cells) => cells.filter((cell) => cell.count && Number.isFinite(cell.mean));

/** What the combinations with one value of a parameter came to. */
function levelOf(cells, name) {
  const bests = cells.filter((cell) => cell.best !== null).map((cell) => cell.best);
  return {
    mean: weighted(cells, (cell) => cell.mean),
    best: bests.length ? (isBetterSmall(name) ? Math.min(...bests) : Math.max(...bests)) : null,
    count: cells.reduce((sum, cell) => sum + cell.count, 0),
  };
}

function weighted(cells, of) {
  const runs = cells.reduce((sum, cell) => sum + cell.count, 0);
  return cells.reduce((sum, cell) => sum + cell.count * of(cell), 0) / runs;
}

/** Pairs of names in which each is once, the last with the first where their number is odd. */
export const pairsOf = (names) =>
  Array.from({ length: Math.ceil(names.length / 2) }, (_, k) => [names[2 * k], names[2 * k + 1] ?? names[0]]);

/** @param {object[]} surfaces as `effects` takes them */
export function importance(surfaces) {
  const { metric, combinations } = surfaces[0];
  const all = effects(surfaces);
  if (all.every(({ share: one }) => one === null)) return html`<p class="soft">All combinations came to the same.</p>`;
  const rest = 1 - all.reduce((sum, one) => sum + (one.share ?? 0), 0);
  const means = all.flatMap(({ values }) => values.flatMap(({ mean, best }) => [mean, best])).filter(Number.isFinite);
  const span = [Math.min(...means), Math.max(...means)];
  return html`<div class="stack">
    <ul class="importance">
      ${all.map(
        (one) =>
          html`<li>
            <code>${one.name}</code>
            <meter min="0" max="1" .value=${one.share ?? 0} aria-label="Importance of ${one.name}"></meter>
            <b class="tabular">${share(one.share)}</b>
            ${slice(one, metric, span)}
          </li>`,
      )}
    </ul>
    <p class="muted small">
      The share of the variance of ${metricName(metric)} over all ${count(combinations)} combinations that each
      parameter explains alone (main effects, as in a functional analysis of
      variance)${rest > 0.005 ? html`; ${share(rest)} is what parameters do together` : nothing}. The line is the mean
      at each value over all the others, the dots the best.
    </p>
  </div>`;
}

const WIDTH = 220,
  HEIGHT = 46;

/** One parameter's values against the metric, on the same scale for all parameters. */
function slice({ name, values }, metric, [low, high]) {
  const x = (k) => (values.length === 1 ? WIDTH / 2 : 8 + (k * (WIDTH - 16)) / (values.length - 1));
  const y = (value) => HEIGHT - 5 - ((value - low) / (high - low || 1)) * (HEIGHT - 10);
  const points = values.map((one, k) => ({ ...one, at: x(k) }));
  const line = points.filter(({ mean }) => Number.isFinite(mean)).map(({ mean, at }) => `${at},${y(mean)}`);
  const words = points.map(({ value, mean }) => `${plain(value)}: ${shown(metric, mean)}`).join(", ");
  return html`<svg
    class="slice"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    width=${WIDTH}
    height=${HEIGHT}
    role="img"
    aria-label="Mean at each value of ${name}: ${words}"
  >
    ${low < 0 && high > 0 ? svg`<line class="zero" x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)}></line>` : nothing}
    <polyline points=${line.join(" ")}></polyline>
    ${points.map(
      ({ value, mean, best, at }) =>
        svg`<g>${Number.isFinite(best) ? svg`<circle class="best" cx=${at} cy=${y(best)} r="2.5"></circle>` : nothing}
        <rect class="hit" x=${at - 8} y="0" width="16" height=${HEIGHT}></rect>
        <title>${name} ${plain(value)}: mean ${shown(metric, mean)}, best ${shown(metric, best)}</title></g>`,
    )}
  </svg>`;
}
