/**
 * The charts of a back-test, which share cursor and zoom: price with trades and what has its unit, the strategy's other
 * lines in panes of their own, equity and drawdown. What a chart is given is kept on the back-test, so that it is not
 * drawn again at every render.
 */
import { tradeMarkers } from "../backtest.js";
import { html, nothing } from "../element.js";
import { count, percent, plain } from "../format.js";
import { chosenAtFirst, panesOf } from "../panes.js";
import { zoom } from "./chart.js";

const SYNC = "run";

/** Shows a range, in seconds, in all of them. */
export const zoomRun = (from, to) => zoom(SYNC, from, to);

/**
 * All of them, with a switch for each line.
 *
 * @param {object} test the back-test
 * @param {() => void} changed told when other lines are wanted
 */
export function runCharts(test, changed) {
  test.chosen ??= chosenAtFirst(test.lines);
  test.charts ??= new Map();
  const panes = panesOf(test.lines.filter(({ name }) => test.chosen.has(name)));
  return html`<div class="charts" data-charts>
    ${test.lines.length ? switches(test, changed) : nothing} ${priceChart(test, panes.get("price") ?? [])}
    ${[...panes].map(([pane, names]) => (pane === "price" ? nothing : paneChart(test, pane, names)))}
    ${equityChart(test)}${drawdownChart(test)}
  </div>`;
}

const switches = (test, changed) =>
  html`<div class="row tight" role="group" aria-label="Lines of the strategy">
    ${test.lines.map(
      ({ name }) =>
        html`<button
          type="button"
          class="chip"
          aria-pressed=${test.chosen.has(name)}
          @click=${() => {
            if (!test.chosen.delete(name)) test.chosen.add(name);
            changed();
          }}
        >
          ${name}
        </button>`,
    )}
  </div>`;

/** Told apart by colour and, where there are many, by dashes. */
const series = (names) =>
  names.map((name, k) => ({
    label: name,
    stroke: `--chart-${(k % 4) + 1}`,
    dash: k < 4 ? undefined : [4, 4],
    width: 1,
  }));

/** A chart that is made anew when it is to show other lines. */
function kept({ charts }, key, names, make) {
  const said = names.join(" ");
  if (charts.get(key)?.said !== said) charts.set(key, { said, ...make() });
  const { options, data } = charts.get(key);
  return html`<q-chart data-pane=${key} .options=${options} .data=${data}></q-chart>`;
}

const priceChart = (test, names) =>
  kept(test, "price", names, () => ({
    options: {
      height: 320,
      sync: SYNC,
      fit: true,
      format: plain,
      markers: tradeMarkers(test),
      label: `Closing price with ${test.trades.length} trades${names.length ? ` and ${names.join(", ")}` : ""}`,
      series: [{ label: "Close", stroke: "--ink-2", width: 1.2 }, ...series(names)],
    },
    data: [test.time, test.bars.Close, ...names.map((name) => test.bars[name])],
  }));

const paneChart = (test, pane, names) =>
  kept(test, `pane ${pane}`, names, () => ({
    options: { height: 120, sync: SYNC, fit: true, format: plain, label: names.join(", "), series: series(names) },
    data: [test.time, ...names.map((name) => test.bars[name])],
  }));

const equityChart = (test) =>
  kept(test, "equity", [], () => ({
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
  }));

const drawdownChart = (test) =>
  kept(test, "drawdown", [], () => ({
    options: {
      height: 120,
      sync: SYNC,
      format: (value) => percent(value, 1),
      label: `Drawdown, at worst ${percent(test.drawdown.reduce((least, one) => Math.min(least, one), 0))}`,
      series: [{ label: "Drawdown, open trades valued", stroke: "--bad", fill: "--bad" }],
    },
    data: [test.time, test.drawdown],
  }));
