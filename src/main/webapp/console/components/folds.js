/** The folds of a walk forward: what was best in training, and what it did on the prices after it. */
import { html, svg, nothing } from "../element.js";
import { day, figure, median, metric, metricName, percent, signed, fixed, words } from "../format.js";
import { params } from "./params.js";

const OTHERS = /^(fold|status|train_|test_)/;

/**
 * The middle of the test windows' profit factors: a window that hardly lost anything has one of a hundred, and would
 * be most of their mean.
 *
 * @param {object} result of a walk-forward `optimize` job
 */
export function middleProfitFactor({ results: { records, extras } }) {
  const middle = median(
    records.map((record, k) =>
      record.test_trades ? (extras?.[k]?.test_profit_factor_infinite ? Infinity : record.test_profit_factor) : null,
    ),
  );
  return figure(middle, middle === Infinity);
}

/**
 * The test windows one after the other, as one account: what it has come to at the end of each. Null where there are
 * too few.
 *
 * @param {object} result of a walk-forward `optimize` job
 */
export function joinedFolds({ results: { records } }) {
  const tested = records.filter((record) => Number.isFinite(record.test_total_return));
  if (tested.length < 2) return null;
  let value = 1;
  const curve = tested.map((record) => 100 * ((value *= 1 + record.test_total_return / 100) - 1));
  const seconds = (text) => Date.parse(text) / 1000;
  return {
    data: [
      [seconds(tested[0].test_start), ...tested.map((record) => seconds(record.test_end))],
      [0, ...curve],
    ],
    options: {
      height: 180,
      fit: true,
      format: (at) => percent(at, 1),
      label: `The test windows joined, from 0% to ${percent(curve.at(-1))} after ${tested.length} folds`,
      series: [{ label: "Test windows joined", stroke: "--chart-3", points: { show: true, size: 6 } }],
    },
  };
}

/** @param {object} result of a walk-forward `optimize` job */
export function foldsTable({ results, degradation, metric: name }) {
  const byNumber = new Map((degradation?.folds ?? []).map((fold) => [fold.fold, fold]));
  const most = Math.max(
    0.0001,
    ...[...byNumber.values()].flatMap((fold) => [
      Math.abs(fold.train_return_pct_per_day ?? 0),
      Math.abs(fold.test_return_pct_per_day ?? 0),
    ]),
  );
  return html`<table>
    <thead>
      <tr>
        <th class="num">Fold</th>
        <th>Trained on</th>
        <th>Tested on</th>
        <th class="num">${metricName(name)} in training</th>
        <th class="num">in testing</th>
        <th>A day: training, testing</th>
        <th class="num">Test return</th>
        <th class="num" title="Open trades valued at each bar's close">Drawdown</th>
        <th class="num" title="Of closed trades only">Realised</th>
      </tr>
    </thead>
    ${results.records.map((record, k) => {
      const fold = byNumber.get(record.fold);
      return html`<tbody class="two">
        <tr>
          <td class="num">${record.fold}</td>
          <td class="nowrap tabular soft">${day(record.train_start)} to ${day(record.train_end)}</td>
          <td class="nowrap tabular">${day(record.test_start)} to ${day(record.test_end)}</td>
          <td class="num">${metric(name, fold?.train_metric, fold?.train_metric_infinite)}</td>
          <td class="num">${metric(name, fold?.test_metric, fold?.test_metric_infinite)}</td>
          <td>${fold ? bars(fold, most) : html`<span class="muted">${words(record.status)}</span>`}</td>
          <td class="num">${signed(record.test_total_return)}</td>
          <td class="num">${percent(results.extras?.[k]?.test_max_mark_to_market_drawdown)}</td>
          <td class="num">${percent(record.test_max_drawdown)}</td>
        </tr>
        <tr>
          <td></td>
          <td colspan="8">${params(chosen(record, results.columns))}</td>
        </tr>
      </tbody>`;
    })}
  </table>`;
}

const chosen = (record, columns) =>
  Object.fromEntries(
    columns
      .filter((name) => !OTHERS.test(name))
      .map((name) => [name, record[name]])
      .filter(([, value]) => value !== null && value !== undefined),
  );

/** Of next to nothing in training any share is kept: that tells nothing. */
const keeps = (efficiency) =>
  efficiency === null || efficiency === undefined || Math.abs(efficiency) > 10
    ? nothing
    : `${fixed(100 * efficiency, 0)}%`;

function bars({ train_return_pct_per_day: train, test_return_pct_per_day: test, efficiency }, most) {
  const bar = (value, y, kind) => {
    const width = (Math.abs(value ?? 0) / most) * 60;
    return svg`<rect class=${kind} x=${
      value < 0 ? 60 - width : 60
    } y=${y} width=${Math.max(1, width)} height="6"></rect>`;
  };
  return html`<span class="row tight"
    ><svg
      class="fold-bars"
      viewBox="0 0 120 18"
      width="120"
      height="18"
      role="img"
      aria-label="training ${fixed(train, 3)}% a day, testing ${fixed(test, 3)}% a day"
    >
      <line x1="60" x2="60" y1="0" y2="18"></line>
      ${bar(train, 2, "train")}${bar(test, 10, "test")}
    </svg>
    <span class="muted small tabular">${keeps(efficiency)}</span></span
  >`;
}
