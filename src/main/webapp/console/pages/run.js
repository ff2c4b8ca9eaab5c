/** One tested run: what it did on the prices, how its equity went, every trade, and how far to trust it. */
import { Page, Resource, guard, html, nothing } from "../element.js";
import { backtest } from "../backtest.js";
import { backtestAddress } from "../backtest-address.js";
import { curlOf } from "../job-payload.js";
import { count, duration, figure, percent, signed, time } from "../format.js";
import "../components/distribution.js";
import { copyText } from "../components/json-view.js";
import { market, params } from "../components/params.js";
import "../components/run-charts.js";
import { strategyName } from "../components/strategy-choice.js";
import { panel, show, skeleton, tile } from "../components/states.js";
import { runAsPython } from "../components/python.js";
import { tableLinks } from "../components/table-links.js";
import { tearSheet } from "../components/tear-sheet.js";
import { tradesTable } from "../components/trades-table.js";
import "../components/winner-tools.js";
import { assessmentOf, ledgerRun, metricsOf, optimisedRun } from "../runs.js";
import { barSeconds } from "../timeframe.js";
import { evidence, verdict } from "../components/verdict.js";

/** The answer has about 300 bytes a bar: longer ranges are charted on request only. */
const MANY_BARS = 60000;
const USUAL_BAR_SECONDS = 1800;

class Run extends Page {
  static properties = { ...Page.properties, asked: { state: true } };

  constructor() {
    super();
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
              <p class="sub">${strategyName(run.strategy)} on ${market(run.market)}</p>
            </div>
            <div class="row tight">
              ${
                run.hash
                  ? [
                      runAsPython(run.hash),
                      copyText(() => curlOf(`${location.origin}/v1/backtest`, run.body), "Copy as curl"),
                      html`<a class="button" href="/leaderboard/compare?a=${run.hash}">Compare</a>`,
                    ]
                  : nothing
              }
              ${this.#open(run)}<a class="button" href="/jobs/${run.job}">Its job</a>
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
          ${this.#charts(run)} ${this.test.value ? guard([this.test.value], () => tearSheet(this.test.value)) : nothing}
          ${panel("Evidence", this.#evidence())}
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
              ? panel("Trades", tradesTable(this.test.value, this.#look), {
                  flush: true,
                  note: count(this.test.value.trades.length),
                  extra: this.#tables(run.hash, "trades"),
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

  #open({ body }) {
    const address = backtestAddress(body);
    return address ? html`<a class="button" href=${address}>Open in back-test</a>` : nothing;
  }

  #assessed(assessment) {
    this.trust.value = assessment;
    this.requestUpdate();
  }

  #tiles({ metrics: known, winner }) {
    const metrics = known ?? (this.test.value ? metricsOf(this.test.value.stats) : {});
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
    return panel(
      "Price and trades",
      html`<q-run-charts .test=${this.test.value}></q-run-charts>
        <p class="muted small">Filled triangles open a trade, hollow ones close it; up buys, down sells.</p>`,
      { extra: this.#tables(run.hash, "equity") },
    );
  }

  /** Of a run of the ledger: a row of a grid search has no hash. */
  #tables(hash, what) {
    return hash ? tableLinks(what, `/runs/${hash}/${what}`, `quarry-run-${hash}-${what}`) : nothing;
  }

  #look = (number) => this.querySelector("q-run-charts").show(number);

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
}

/** About how many bars a market window has. */
function bars({ timeframe, start_ts, end_ts }) {
  const seconds = (Date.parse(end_ts) - Date.parse(start_ts)) / 1000;
  return Math.round(seconds / (barSeconds(timeframe) ?? USUAL_BAR_SECONDS)) || 0;
}

/** Where a back-test's indicators began, and for how long that matters. */
const indicators = ({ first_bar: first, unstable_bars: unstable }) =>
  html`from ${time(first)} UTC${unstable ? `; at the first ${count(unstable)} bars they still depend on that` : ""}`;

customElements.define("q-run", Run);
