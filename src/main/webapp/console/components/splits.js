/** A cross-validation's splits (what was chosen on the other groups, what it did on the tested ones) and its paths. */
import { html, svg, nothing } from "../element.js";
import { count, day, fixed, metric, metricName, percent, signed, words } from "../format.js";
import { ticks } from "../axis.js";
import { params } from "./params.js";

const OTHERS = /^(split|status|train_|test_)/;

/** @param {object} result of a `cpcv` optimisation */
export function splitsTable({ results, metric: name }) {
  return html`<table>
    <thead>
      <tr>
        <th class="num">Split</th>
        <th>Tests groups</th>
        <th class="num">${metricName(name)} in training</th>
        <th class="num">Test return</th>
        <th class="num">Yearly Sharpe</th>
        <th class="num">Drawdown</th>
        <th class="num">Trades</th>
      </tr>
    </thead>
    ${results.records.map(
      (record, k) =>
        html`<tbody class="two">
          <tr>
            <td class="num">${record.split}</td>
            <td class="tabular">${record.test_groups}</td>
            <td class="num">
              ${
                record.status === "ok"
                  ? metric(name, record.train_metric, results.extras?.[k]?.train_metric_infinite)
                  : html`<span class="muted">${words(record.status)}</span>`
              }
            </td>
            <td class="num">${signed(record.test_total_return)}</td>
            <td class="num">${fixed(record.test_yearly_sharpe)}</td>
            <td class="num">${percent(record.test_max_drawdown)}</td>
            <td class="num">${count(record.test_trades)}</td>
          </tr>
          <tr>
            <td></td>
            <td colspan="6">${params(chosen(record, results.columns))}</td>
          </tr>
        </tbody>`,
    )}
  </table>`;
}

const chosen = (record, columns) =>
  Object.fromEntries(
    columns
      .filter((name) => !OTHERS.test(name))
      .map((name) => [name, record[name]])
      .filter(([, value]) => value !== null && value !== undefined),
  );

/** Each path as a point on one line of yearly Sharpe ratios, 0 marked. */
export function pathRatios({ paths, median_yearly_sharpe: median }) {
  const ratios = paths.map((path) => path.yearly_sharpe).filter((ratio) => ratio !== null && ratio !== undefined);
  if (ratios.length === 0) return nothing;
  const low = Math.min(0, ...ratios),
    high = Math.max(0.1, ...ratios);
  const x = (ratio) => 10 + (580 * (ratio - low)) / (high - low);
  return html`<svg
    class="paths"
    viewBox="0 0 600 64"
    role="img"
    aria-label="yearly Sharpe ratios of ${ratios.length} paths from ${fixed(
      Math.min(...ratios),
    )} to ${fixed(Math.max(...ratios))}, median ${fixed(median)}"
  >
    <line x1="10" x2="590" y1="24" y2="24" stroke="currentColor" opacity="0.3"></line>
    <line x1=${x(0)} x2=${x(0)} y1="12" y2="36" stroke="currentColor"></line>
    ${ticks(low, high).map(
      (value) =>
        svg`<g><line x1=${x(value)} x2=${x(value)} y1="24" y2="42"></line>
        <text x=${x(value)} y="56">${fixed(value, 1)}</text></g>`,
    )}
    <line class="median" x1=${x(median)} x2=${x(median)} y1="6" y2="42"><title>median ${fixed(median)}</title></line>
    ${ratios.map((ratio) => svg`<circle cx=${x(ratio)} cy="24" r="4" fill="currentColor" opacity="0.45"></circle>`)}
  </svg>`;
}

/** The groups with the days that they span. */
export function groupsLine({ groups }) {
  return html`<p class="muted small">
    ${groups.map(
      (group) => html`<span class="nowrap tabular">${group.group}: ${day(group.start)} to ${day(group.end)}</span> `,
    )}
  </p>`;
}
