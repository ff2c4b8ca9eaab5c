/** One tested run: what it did on the prices, how its equity went, every trade, and how far to trust it. */
import { Page, Resource, html, nothing } from "../element.js";
import { backtest, tradeMarkers } from "../backtest.js";
import { count, duration, figure, fixed, percent, plain, signed, time, words } from "../format.js";
import { zoom } from "../components/chart.js";
import "../components/distribution.js";
import { market, params } from "../components/params.js";
import { panel, show, skeleton } from "../components/states.js";
import "../components/winner-tools.js";
import { assessmentOf, ledgerRun, metricsOf, optimisedRun } from "../runs.js";
import { evidence, verdict } from "../components/verdict.js";

const SYNC = "run";
const SHOWN_TRADES = 200;
/** The answer has about 300 bytes a bar: longer ranges are charted on request only. */
const MANY_BARS = 60000;
const BAR_MINUTES = { m: 1, h: 60, d: 1440, w: 10080 };

class Run extends Page {
  static properties = { ...Page.properties, bands: { state: true }, asked: { state: true } };

  constructor() {
    super();
    this.bands = "bb";
    this.asked = false;
    const key = () => this.params;
    this.run = new Resource(this, (signal) => this.#source(signal), {
      key,
      after: () => {
        this.test.reload();
        this.trust.reload();
      },
    });
    this.test = new Resource(this, async () =>
      this.run.value && this.#affordable() ? backtest(this.run.value.body) : undefined,
    );
    this.trust = new Resource(this, async (signal) =>
      this.run.value ? assessmentOf(this.run.value, signal) : undefined,
    );
  }

  #source(signal) {
    const { hash, id, index } = this.params;
    return hash ? ledgerRun(hash, signal) : optimisedRun(id, index, signal);
  }

  /** The same object for the same job, so that the spread is not loaded at every render. */
  #peers(job) {
    if (this.filter?.job_id !== job) this.filter = { job_id: job };
    return this.filter;
  }

  #affordable() {
    return this.asked || bars(this.run.value.market) < MANY_BARS;
  }

  render() {
    return show(
      this.run,
      (run) =>
        html` <header class="page-head">
            <div>
              ${
                run.hash
                  ? html`<a class="crumb" href="/research">Runs</a>`
                  : html`<a class="crumb" href="/research/optimisations/${run.job}">Optimisation ${run.job}</a>`
              }
              <h1>${run.hash ? "Run" : "Combination"} <span class="muted mono">${run.title}</span></h1>
              <p class="sub">${market(run.market)}</p>
            </div>
            <div class="row tight">
              ${run.hash ? html`<a class="button" href="/leaderboard/compare?a=${run.hash}">Compare</a>` : nothing}
              <a class="button" href="/jobs/${run.job}">Its job</a>
            </div>
          </header>
          ${this.#tiles(run)}
          ${
            this.trust.value
              ? verdict(this.trust.value)
              : run.verdict
                ? verdict({ verdict: { outcome: run.verdict, sentence: run.verdictNote } })
                : nothing
          }
          ${panel(
            "How far it goes",
            html`<q-winner-tools .run=${run} @assessed=${(event) => this.#assessed(event.detail)}></q-winner-tools>`,
          )}
          ${this.#charts(run)} ${panel("Evidence", this.#evidence())}
          ${
            run.hash
              ? panel(
                  "Among all that its discovery tested",
                  html`<q-distribution .filter=${this.#peers(run.job)} .run=${run.metrics}></q-distribution>`,
                )
              : nothing
          }
          ${panel(
            "Parameters",
            html`<div class="stack">
              ${params(run.params)}
              <h3>Fixed for the whole search</h3>
              ${params(run.base)}
            </div>`,
          )}
          ${
            this.test.value
              ? panel("Trades", this.#trades(this.test.value), {
                  flush: true,
                  note: count(this.test.value.trades.length),
                })
              : nothing
          }
          ${panel(
            "Where it comes from",
            html`<dl class="facts">
              <dt>Tested</dt>
              <dd>
                ${run.tested ? `${time(run.tested)} UTC ` : nothing}by <a href="/jobs/${run.job}">job ${run.job}</a>
              </dd>
              <dt>Prices</dt>
              <dd>digest <code>${run.digest}</code>, engine ${run.engine}</dd>
              ${
                this.test.value?.warmup
                  ? html`<dt>Indicators</dt>
                      <dd>${indicators(this.test.value.warmup)}</dd>`
                  : nothing
              }
              ${
                run.identical
                  ? html`<dt>Same outcome</dt>
                      <dd>
                        ${
                          run.identical === 1
                            ? "no other combination"
                            : `${count(run.identical - 1)} other combinations`
                        }
                        came to the same on these bars
                      </dd>`
                  : nothing
              }
            </dl>`,
          )}`,
      { lines: 14 },
    );
  }

  #assessed(assessment) {
    this.trust.value = assessment;
    this.requestUpdate();
  }

  #tiles({ metrics: known, winner }) {
    const metrics = known ?? (this.test.value ? metricsOf(this.test.value.stats) : {});
    const tile = (label, value, under = nothing) =>
      html`<div class="tile">
        <span class="label">${label}</span><span class="value">${value}</span><span class="under">${under}</span>
      </div>`;
    const stats = this.test.value?.stats;
    return html`<div class="tiles">
      ${tile(
        "Total return",
        signed(metrics.total_return),
        winner === undefined ? nothing : winner ? "met the win criteria" : "missed the win criteria",
      )}
      ${tile(
        "Greatest drawdown",
        percent(metrics.max_mark_to_market_drawdown ?? stats?.mark_to_market_max_drawdown_pct),
        `open trades valued; ${percent(metrics.max_drawdown)} of realised equity`,
      )}
      ${tile("Profit factor", figure(metrics.profit_factor, metrics.profit_factor_infinite))}
      ${tile("Trades", count(metrics.num_trades), `${percent(metrics.win_rate, 1)} won`)}
      ${tile("Average trade", signed(metrics.avg_return))}
      ${tile("Time in a trade", duration(stats?.avg_duration), "on average")}
    </div>`;
  }

  #charts(run) {
    if (this.test.error)
      return panel(
        "Price and trades",
        show(this.test, () => nothing),
      );
    if (!this.test.value && !this.#affordable()) {
      return panel(
        "Price and trades",
        html`<div class="empty">
          <p>
            About ${count(bars(run.market))} bars: the charts load some
            ${count(Math.round((bars(run.market) * 300) / 1e6))} MB.
          </p>
          <button
            @click=${() => {
              this.asked = true;
              this.test.reload();
            }}
          >
            Load the charts
          </button>
        </div>`,
      );
    }
    if (!this.test.value)
      return panel(
        "Price and trades",
        html`<p class="muted small" role="status">Running it again on the stored prices…</p>
          ${skeleton(9)}`,
      );
    const test = this.test.value;
    return panel(
      "Price and trades",
      html`<div class="charts" data-charts>
        ${this.#price(test)}${this.#equity(test)}${this.#drawdown(test)}
        <p class="muted small">
          Drag over a chart to look closer, click twice to see all. Filled triangles open a trade, hollow ones close it;
          up buys, down sells.
        </p>
      </div>`,
      {
        extra: html`<div class="segmented" role="group" aria-label="Bands">
          ${[
            ["bb", "Bollinger"],
            ["kc", "Keltner"],
            ["", "No bands"],
          ].map(
            ([name, text]) =>
              html`<button aria-pressed=${this.bands === name} @click=${() => (this.bands = name)}>${text}</button>`,
          )}
        </div>`,
      },
    );
  }

  #price(test) {
    const name = this.bands;
    if (this.priced?.test !== test || this.priced.name !== name) {
      const band = name
        ? [
            ["up", "Upper"],
            ["mid", "Middle"],
            ["low", "Lower"],
          ]
        : [];
      this.priced = {
        test,
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
            ...band.map(([, label]) => ({
              label,
              stroke: "--chart-1",
              width: 1,
              dash: label === "Middle" ? [4, 4] : undefined,
            })),
          ],
        },
        data: [test.time, test.bars.Close, ...band.map(([part]) => test.bars[`${name}_${part}`])],
      };
    }
    return html`<q-chart .options=${this.priced.options} .data=${this.priced.data}></q-chart>`;
  }

  #equity(test) {
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

  #drawdown(test) {
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

  #evidence() {
    if (this.trust.value) return evidence(this.trust.value);
    if (this.trust.loading) return skeleton(5);
    return html`<p class="soft">
      ${
        this.run.value?.verdict
          ? "The evidence behind the verdict is told by"
          : "This one was not assessed, as only the best of a search and of a leaderboard are by themselves:"
      }
      <b>Assess</b>, above.
    </p>`;
  }

  /** Times are opens of bars, as under the chart and everywhere else; the answer has their closes. */
  #trades({ trades, time: times }) {
    const opened = (bar) => (times[bar] === undefined ? "–" : time(times[bar] * 1000).slice(0, 16));
    const span = (trade) => {
      const from = times[trade.EntryBar];
      const to = times[trade.ExitBar] ?? times.at(-1);
      const room = Math.max((to - from) * 3, 40 * (times[1] - times[0]));
      zoom(SYNC, from - room, to + room);
      this.querySelector("[data-charts]").scrollIntoView({ behavior: "smooth", block: "center" });
    };
    return html`<table>
        <thead>
          <tr>
            <th class="num">No.</th>
            <th>Side</th>
            <th>Entry</th>
            <th class="num">at</th>
            <th>Exit</th>
            <th class="num">at</th>
            <th>Why</th>
            <th class="num">Net return</th>
            <th class="num">Profit</th>
            <th class="num">R</th>
            <th><span class="sr-only">Chart</span></th>
          </tr>
        </thead>
        <tbody>
          ${trades.slice(0, SHOWN_TRADES).map(
            (trade) =>
              html`<tr>
                <td class="num">${trade.number}</td>
                <td>${trade.Side}</td>
                <td class="nowrap tabular">${opened(trade.EntryBar)}</td>
                <td class="num">${plain(trade.EntryPrice)}</td>
                <td class="nowrap tabular">${opened(trade.ExitBar)}</td>
                <td class="num">${plain(trade.ExitPrice)}</td>
                <td class="soft nowrap">${words(trade.ExitReason)}</td>
                <td class="num ${trade.NetReturnPct >= 0 ? "good" : "bad"}">${signed(trade.NetReturnPct * 100)}</td>
                <td class="num">${fixed(trade.RealizedPnL)}</td>
                <td class="num">${fixed(trade.R_multiple)}</td>
                <td>
                  <button
                    class="quiet"
                    aria-label="Show trade ${trade.number} in the chart"
                    @click=${() => span(trade)}
                  >
                    Show
                  </button>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        trades.length > SHOWN_TRADES
          ? html`<p class="pager muted small">The first ${SHOWN_TRADES} of ${count(trades.length)}.</p>`
          : nothing
      }`;
  }
}

/** About how many bars a market window has. */
function bars({ timeframe, start_ts, end_ts }) {
  const [, size, unit] = /^(\d+)([mhdw])$/.exec(timeframe) ?? [null, 30, "m"];
  return Math.round((Date.parse(end_ts) - Date.parse(start_ts)) / 60000 / (size * BAR_MINUTES[unit])) || 0;
}

/** Where a back-test's indicators began, and for how long that matters. */
const indicators = ({ first_bar: first, unstable_bars: unstable }) =>
  html`from ${time(first)} UTC${unstable ? `; at the first ${count(unstable)} bars they still depend on that` : ""}`;

customElements.define("q-run", Run);
