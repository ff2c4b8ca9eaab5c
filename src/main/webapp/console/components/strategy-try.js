/** A strategy on a stored market: what its rules do there, what a grid would cost, and a back-test. */
import { Element, Resource, html, nothing } from "../element.js";
import { get, post } from "../api.js";
import { backtest } from "../backtest.js";
import { bytes, count, duration, figure, percent, share, signed, time, words } from "../format.js";
import { latestOf } from "../job-payload.js";
import { metricsOf } from "../runs.js";
import { field, marketFields } from "./form-fields.js";
import "./run-charts.js";
import { empty, skeleton, tile } from "./states.js";
import { tradesTable } from "./trades-table.js";

/** `strategy`: a name or a definition, as requests have it; `values`: of its parameters; `grids`: their names. */
class StrategyTry extends Element {
  static properties = {
    strategy: { attribute: false },
    values: { attribute: false },
    grids: { attribute: false },
    market: { state: true },
    grid: { state: true },
    busy: { state: true },
    found: { state: true },
    test: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.values = {};
    this.grids = [];
    this.market = {};
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal), {
      after: ({ coverage }) => {
        if (!this.market.symbol && coverage.length) this.market = latestOf(coverage[0]);
      },
    });
  }

  render() {
    const coverage = this.coverage.value?.coverage;
    if (!coverage) return skeleton(3);
    if (!coverage.length) {
      return empty(
        "No prices yet",
        "Rules are tried on stored prices.",
        html`<a class="button" href="/prices">Prices</a>`,
      );
    }
    return html`<div class="stack">
      ${marketFields(this.market, coverage, "stored", {
        choose: (series) => series && (this.market = latestOf(series)),
        set: (name, value) => (this.market = { ...this.market, [name]: value }),
        error: (name) => this.#error(name),
      })}
      <div class="filters">
        ${field(
          "grid",
          "Grid whose cost is told",
          html`<select id="f-grid" @change=${(event) => (this.grid = event.target.value)}>
            <option value="">none</option>
            ${this.grids.map((name) => html`<option value=${name} ?selected=${name === this.grid}>${name}</option>`)}
          </select>`,
        )}
        <button ?disabled=${this.busy} @click=${() => this.#check()}>Check on this market</button>
        <button class="primary" ?disabled=${this.busy} @click=${() => this.#test()}>Back-test</button>
      </div>
      <p class="muted small" role="status">${this.busy ?? nothing}</p>
      ${this.#refusal()} ${this.found ? checked(this.found) : nothing} ${this.test ? this.#tested() : nothing}
    </div>`;
  }

  #error(name) {
    return this.failure?.errors?.find((one) => one.field === `params.${name}`)?.reason;
  }

  #refusal() {
    if (!this.failure) return nothing;
    const { errors = [], message } = this.failure;
    return html`<div class="notice bad" role="alert">
      ${
        errors.length
          ? html`<ul>
              ${errors.map((one) => html`<li><code>${one.field}</code> ${one.reason}</li>`)}
            </ul>`
          : html`<p>${message}</p>`
      }
    </div>`;
  }

  get #request() {
    return { strategy: this.strategy, params: { ...this.values, ...this.market } };
  }

  async #ask(says, question) {
    this.busy = says;
    this.failure = this.found = this.test = undefined;
    try {
      await question();
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.busy = undefined;
    }
  }

  #check() {
    return this.#ask("Looking at the rules…", async () => {
      const { faults, ...found } = await post("/strategies/check", {
        ...this.#request,
        ...(this.grids.includes(this.grid) ? { grid: this.grid } : {}),
      });
      if (faults.length) {
        this.failure = { errors: faults.map(({ field: name, message }) => ({ field: name, reason: message })) };
      }
      this.found = found;
    });
  }

  #test() {
    return this.#ask("Running on the stored prices…", async () => {
      this.test = await backtest(this.#request);
    });
  }

  #tested() {
    const { test } = this;
    const metrics = metricsOf(test.stats);
    return html`<div class="tiles">
        ${tile("Trades", count(metrics.num_trades), `${percent(metrics.win_rate, 1)} won`)}
        ${tile("Total return", signed(metrics.total_return))}
        ${tile("Greatest drawdown", percent(metrics.max_mark_to_market_drawdown), "open trades valued")}
        ${tile("Profit factor", figure(metrics.profit_factor, metrics.profit_factor_infinite))}
        ${tile("Average trade", signed(metrics.avg_return))}
      </div>
      <q-run-charts .test=${test}></q-run-charts>
      <details>
        <summary>${count(test.trades.length)} trades</summary>
        <div class="scroll">${tradesTable(test, this.#look)}</div>
      </details>`;
  }

  #look = (number) => this.querySelector("q-run-charts").show(number);
}

/** What a check found on a market. */
const checked = ({ market, grid, warnings }) =>
  html`<div class="stack" data-checked>
    ${
      warnings.length
        ? html`<ul class="notice warn">
            ${warnings.map((one) => html`<li>${one}</li>`)}
          </ul>`
        : nothing
    }
    ${market ? onMarket(market) : nothing} ${grid ? cost(grid) : nothing}
  </div>`;

const onMarket = (market) =>
  html`<div class="scroll" tabindex="0" role="group" aria-label="Rules">
      <table>
        <thead>
          <tr>
            <th>Rule</th>
            <th class="num">Bars on which it holds</th>
            <th class="num">of ${count(market.bars)}</th>
            <th>First</th>
          </tr>
        </thead>
        <tbody>
          ${market.rules.map(
            (rule) =>
              html`<tr>
                <td><code>${rule.field}</code></td>
                <td class="num">
                  ${rule.bars === null ? html`<span class="muted">depends on the position</span>` : count(rule.bars)}
                </td>
                <td class="num">${rule.bars === null ? "–" : share(rule.bars / market.bars, 2)}</td>
                <td class="tabular">${time(rule.first).slice(0, 16)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <dl class="facts">
      <dt>Both sides enter</dt>
      <dd>on ${count(market.both_enter)} bars</dd>
      ${market.closing.map(
        (one) =>
          html`<dt>Closes ${one.side}</dt>
            <dd class=${one.can_close ? "" : "bad"}>
              ${one.can_close ? one.by.map(words).join(", ").toLowerCase() : "nothing but the end of the range"}
            </dd>`,
      )}
      <dt>Warm-up</dt>
      <dd>
        ${market.warmup_bars === null ? "" : `${count(market.warmup_bars)} bars to the last first value; `}
        ${count(market.bars_before)} bars are there before the range
      </dd>
    </dl>`;

const cost = (grid) =>
  html`<div class="tiles">
    ${tile("Combinations", count(grid.combinations), `${count(grid.distinct)} of them can differ`)}
    ${tile("About", duration(grid.seconds), "of a search on one core, within a factor of three")}
    ${tile("Columns", count(grid.columns), grid.column_bytes === null ? nothing : bytes(grid.column_bytes))}
  </div>`;

customElements.define("q-strategy-try", StrategyTry);
