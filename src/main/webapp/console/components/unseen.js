/** How a winner fared on prices that its search did not see, beside what was to be expected of it. */
import { html, nothing } from "../element.js";
import { count, figure, fixed, percent, signed, time } from "../format.js";
import "./chart.js";
import { panel } from "./states.js";

const LOOK = {
  below: ["failed", "✕", "Below what was to be expected"],
  inside: ["succeeded", "●", "Within what was to be expected"],
  above: ["waiting", "▲", "Above what was to be expected"],
  cannot_tell: ["waiting", "?", "Cannot be told"],
};

/** Where the return came out, in a word. @param {string} outcome */
export function outcomeBadge(outcome) {
  const [colour, sign] = LOOK[outcome] ?? LOOK.cannot_tell;
  const word = { below: "below", inside: "inside", above: "above" }[outcome] ?? "cannot tell";
  return html`<span class="badge s-${colour}"><span aria-hidden="true">${sign}</span>${word}</span>`;
}

/** @param {object} test as `forward` jobs and frozen winners tell it */
export function unseen(test, { title = "On unseen prices" } = {}) {
  const [colour, sign, words] = LOOK[test.outcome] ?? LOOK.cannot_tell;
  return html`<section class="verdict s-${colour}" aria-label=${title}>
      <span class="sign" aria-hidden="true">${sign}</span>
      <div>
        <span class="muted small">${title}</span>
        <h2>${words}</h2>
      </div>
      <p class="soft">${test.sentence}</p>
      ${test.note ? html`<p>${test.note}</p>` : nothing}
    </section>
    ${
      test.out_of_sample
        ? html`${panel(
            "Return since, and its band",
            html`<q-chart .options=${chart(test)} .data=${data(test)}></q-chart>
              <p class="muted small">
                Dashed: between these it would be in 90 of 100 cases, if it went on as in the search.
              </p>`,
          )}
          ${panel("Beside the search", figures(test), { flush: true })}`
        : nothing
    }`;
}

function figures({ in_sample: before, out_of_sample: after, expected }) {
  const band = (one, show) =>
    one && one.lower !== null
      ? html`${show(one.lower)} to
        ${show(one.upper)}${one.inside === false ? html` <span class="bad">missed</span>` : nothing}`
      : "–";
  const rows = [
    [
      "Total return",
      signed(before.total_return_pct),
      band(expected.total_return_pct, signed),
      signed(after.total_return_pct),
    ],
    [
      "Sharpe ratio a year",
      fixed(before.yearly_sharpe),
      band(expected.yearly_sharpe, fixed),
      fixed(after.yearly_sharpe),
    ],
    [
      "Greatest drawdown, days' ends",
      percent(before.max_drawdown_pct),
      band(expected.max_drawdown_pct, percent),
      percent(after.max_drawdown_pct),
    ],
    ["Trades", count(before.trades), "", count(after.trades)],
    ["Trades a month", fixed(before.trades_per_month, 1), "", fixed(after.trades_per_month, 1)],
    ["Won", percent(before.win_rate, 1), "", percent(after.win_rate, 1)],
    [
      "Profit factor",
      figure(before.profit_factor, before.profit_factor_infinite),
      "",
      figure(after.profit_factor, after.profit_factor_infinite),
    ],
    ["Days", count(before.days), "", count(after.days)],
    ["Bars", range(before), "", range(after)],
  ];
  return html`<table>
    <thead>
      <tr>
        <th>Figure</th>
        <th class="num">In the search</th>
        <th class="num">Expected, 90 of 100</th>
        <th class="num">On unseen prices</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, ...values]) =>
          html`<tr>
            <td>${name}</td>
            ${values.map((value) => html`<td class="num tabular">${value}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const range = ({ first_bar: from, last_bar: to }) => html`${time(from).slice(0, 16)}<br />to ${time(to).slice(0, 16)}`;

/** The same object for the same test, so that the chart is not drawn at every render. */
function chart(test) {
  test.chartOptions ??= {
    height: 220,
    format: (value) => percent(value, 1),
    label: `Return on unseen prices, at last ${signed(test.curve?.at(-1)?.return_pct)}`,
    series: [
      { label: "Return", stroke: "--chart-1", width: 2 },
      ...["Lower", "Middle", "Upper"].map((label) => ({
        label,
        stroke: "--chart-4",
        width: 1,
        dash: label === "Middle" ? [1, 4] : [5, 4],
      })),
    ],
  };
  return test.chartOptions;
}

function data(test) {
  test.chartData ??= [
    test.curve.map((point) => Date.parse(`${point.day}T00:00:00Z`) / 1000),
    ...["return_pct", "lower_pct", "median_pct", "upper_pct"].map((name) => test.curve.map((point) => point[name])),
  ];
  return test.chartData;
}
