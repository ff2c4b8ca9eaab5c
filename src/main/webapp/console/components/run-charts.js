/**
 * The charts of a back-test, which share cursor and zoom: price with trades, equity and drawdown. What a chart is given
 * is kept on the back-test, so that it is not drawn again at every render.
 */
import { tradeMarkers } from "../backtest.js";
import { html } from "../element.js";
import { count, percent, plain } from "../format.js";
import { zoom } from "./chart.js";

const SYNC = "run";

/** Shows a range, in seconds, in all of them. */
export const zoomRun = (from, to) => zoom(SYNC, from, to);

/** The bands of that name around the price, as lines for its chart. */
const bandLines = (name) =>
  name
    ? [
        ["up", "Upper"],
        ["mid", "Middle"],
        ["low", "Lower"],
      ].map(([part, label]) => ({
        column: `${name}_${part}`,
        label,
        stroke: "--chart-1",
        dash: part === "mid" ? [4, 4] : undefined,
      }))
    : [];

/** Columns of a back-test as lines for its chart, told apart by colour and, where there are many, by dashes. */
export const strategyLines = (columns) =>
  columns.map((column, k) => ({
    column,
    label: column,
    stroke: `--chart-${(k % 4) + 1}`,
    dash: k < 4 ? undefined : [4, 4],
  }));

/**
 * @param {"bb" | "kc" | ""} name which bands are drawn around the price
 * @param {{column: string, label: string, stroke: string, dash?: number[]}[]} lines what is drawn instead of bands
 */
export function priceChart(test, name, lines = bandLines(name)) {
  if (test.priceChart?.name !== name) {
    test.priceChart = {
      name,
      options: {
        height: 320,
        sync: SYNC,
        fit: true,
        format: plain,
        markers: tradeMarkers(test),
        label: `Closing price with ${test.trades.length} trades`,
        series: [
          { label: "Close", stroke: "--ink-2", width: 1.2 },
          ...lines.map(({ label, stroke, dash }) => ({ label, stroke, dash, width: 1 })),
        ],
      },
      data: [test.time, test.bars.Close, ...lines.map(({ column }) => test.bars[column])],
    };
  }
  return html`<q-chart .options=${test.priceChart.options} .data=${test.priceChart.data}></q-chart>`;
}

export function equityChart(test) {
  test.equityChart ??= {
    options: {
      height: 170,
      sync: SYNC,
      fit: true,
      format: (value) => count(value),
      label: `Equity from ${count(test.marked[0])} to ${count(test.marked.at(-1))}`,
      series: [
        { label: "Equity, open trades valued", stroke: "--chart-3", fill: "--chart-3" },
        { label: "Realised", stroke: "--chart-4", width: 1 },
      ],
    },
    data: [test.time, test.marked, test.equity],
  };
  return html`<q-chart .options=${test.equityChart.options} .data=${test.equityChart.data}></q-chart>`;
}

export function drawdownChart(test) {
  test.drawdownChart ??= {
    options: {
      height: 120,
      sync: SYNC,
      format: (value) => percent(value, 1),
      label: `Drawdown, at worst ${percent(test.drawdown.reduce((least, one) => Math.min(least, one), 0))}`,
      series: [{ label: "Drawdown, open trades valued", stroke: "--bad", fill: "--bad" }],
    },
    data: [test.time, test.drawdown],
  };
  return html`<q-chart .options=${test.drawdownChart.options} .data=${test.drawdownChart.data}></q-chart>`;
}
