/** A back-test whose parameters are moved by hand: its result is there as they move, and the address holds all. */
import { Page, Resource, guard, html, nothing } from "../element.js";
import { get } from "../api.js";
import { backtest } from "../backtest.js";
import { askedBy, valueChange } from "../backtest-address.js";
import { count, duration, figure, percent, signed } from "../format.js";
import { curlOf, latestOf } from "../job-payload.js";
import { presetOf } from "../parameter-values.js";
import { router } from "../router.js";
import { metricsOf } from "../runs.js";
import { requestOf } from "../strategies.js";
import { listStrategies, strategyOf } from "../strategy-source.js";
import { marketFields } from "../components/form-fields.js";
import { copyText } from "../components/json-view.js";
import { parameterSliders } from "../components/parameter-sliders.js";
import { backtestAsPython } from "../components/python.js";
import "../components/run-charts.js";
import { empty, failed, panel, skeleton, tile } from "../components/states.js";
import { strategyField } from "../components/strategy-choice.js";
import { tearSheet } from "../components/tear-sheet.js";
import { tradesTable } from "../components/trades-table.js";

/** A dragged slider tells more values than a server can test. */
const PAUSE_WHILE_DRAGGED = 40;
const PAUSE_BEFORE_ADDRESS = 400;
/** On narrow pages the result would begin far below the sliders. */
const WIDE = "(min-width: 64rem)";

class BacktestPage extends Page {
  static properties = {
    ...Page.properties,
    test: { state: true },
    failure: { state: true },
    busy: { state: true },
    moving: { state: true },
  };
  #abort = null;
  #timer = 0;
  #last = "";
  #moved = false;
  #writing = 0;

  constructor() {
    super();
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal));
    this.list = new Resource(this, listStrategies);
    this.builtIn = new Resource(this, (signal) => get("/presets", null, signal));
    this.whole = new Resource(this, (signal) => strategyOf(this.asked.strategy, signal), {
      key: () => this.asked.strategy,
    });
    this.winners = new Resource(
      this,
      (signal) => get("/leaderboard/presets", { strategy: this.asked.strategy, ...this.#series }, signal),
      { key: () => [this.asked.strategy, this.#series] },
    );
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    clearTimeout(this.#writing);
    this.#abort?.abort();
    this.#last = "";
  }

  get asked() {
    const asked = askedBy(this.query);
    return this.moving ? { ...asked, values: { ...asked.values, ...this.moving } } : asked;
  }

  get #series() {
    const { exchange, symbol, timeframe } = this.asked.market;
    return { exchange, symbol, timeframe };
  }

  /** As the API takes it; null while something is missing. The commission is that of searches, whoever is asked. */
  get body() {
    const { market, strategy, values } = this.asked;
    const whole = this.whole.value;
    if (!whole || !market.start_ts || !market.end_ts) return null;
    const commission = whole.settings.find(({ name }) => name === "commission")?.default;
    return {
      ...(strategy ? { strategy } : {}),
      params: { ...market, ...(commission === undefined ? {} : { commission }), ...values },
    };
  }

  updated() {
    this.#complete();
    const { body } = this;
    const text = JSON.stringify(body);
    if (!body || text === this.#last) return;
    this.#last = text;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#timer = setTimeout(() => this.#run(body), this.#moved ? PAUSE_WHILE_DRAGGED : 0);
    this.#moved = false;
  }

  /** Writes into the address what it leaves open, a series and its last bars, and takes the defaults out of it. */
  #complete() {
    const { market } = this.asked;
    const series = this.coverage.value?.coverage ?? [];
    if (series.length && !(market.start_ts && market.end_ts)) {
      const asked = (one) => ["exchange", "symbol", "timeframe"].every((key) => one[key] === market[key]);
      const found = market.symbol ? series.find(asked) : series[0];
      if (found) router.filter({ ...latestOf(found), ...market }, { replace: true });
    }
    if (!this.whole.value) return;
    const same = Object.entries(this.asked.values).filter(([name, value]) => value === this.#usual(name));
    if (same.length) router.filter(Object.assign({}, ...same.map(([name]) => valueChange(name))), { replace: true });
  }

  async #run(body) {
    const abort = new AbortController();
    this.#abort = abort;
    this.busy = true;
    const begun = performance.now();
    try {
      const test = await backtest(body, abort.signal);
      if (abort.signal.aborted) return;
      this.test = test;
      this.failure = undefined;
      this.busy = false;
      await this.#drawn();
      performance.measure("back-test", { start: begun });
      this.took = performance.now() - begun;
    } catch (failure) {
      if (abort.signal.aborted) return;
      this.failure = failure;
      this.busy = false;
    }
    this.requestUpdate();
  }

  /** When the charts show it. */
  async #drawn() {
    await this.updateComplete;
    await this.querySelector("q-run-charts")?.updateComplete;
    await Promise.all([...this.querySelectorAll("q-chart")].map((chart) => chart.updateComplete));
  }

  render() {
    const { error } = this.coverage.error ? this.coverage : this.whole;
    if (error && !this.whole.value) return html`${this.#head()}${failed(error, () => this.whole.reload())}`;
    if (!this.whole.value || !this.coverage.value) return html`${this.#head()}${skeleton(12)}`;
    if (!this.coverage.value.coverage.length) {
      return html`${this.#head()}${empty(
        "No prices yet",
        "A back-test runs on stored prices.",
        html`<a class="button primary" href="/prices">Prices</a>`,
      )}`;
    }
    return html`${this.#head()}
      <div class="desk">
        <form class="desk-form" aria-label="What is tested" @submit=${(event) => event.preventDefault()}>
          ${this.#market()} ${this.#parameters()}
        </form>
        <div class="desk-result">${this.#result()}</div>
      </div>`;
  }

  #head() {
    const { body } = this;
    return html`<header class="page-head">
      <div>
        <h1>Back-test</h1>
        <p class="sub">Move a parameter and see what it does. The address holds all of it, to be kept or sent.</p>
      </div>
      ${
        body
          ? html`<div class="row tight">
              ${copyText(() => location.href, "Copy link")}
              ${copyText(() => curlOf(`${location.origin}/v1/backtest`, body), "Copy as curl")}
              ${backtestAsPython(body)}
            </div>`
          : nothing
      }
    </header>`;
  }

  #market() {
    const { market, strategy } = this.asked;
    return panel(
      "What is tested",
      html`<div class="stack">
        ${strategyField(strategy, this.list.value ?? [], {
          choose: (chosen) => router.filter({ strategy: chosen, ...this.#without() }),
          whole: this.whole.value,
          all: false,
          error: this.#error("strategy"),
        })}
        ${this.#presetChoice()}
        ${marketFields(market, this.coverage.value.coverage, "stored", {
          choose: (series) => series && router.filter(latestOf(series)),
          set: (name, value) => router.filter({ [name]: value }),
          error: (name) => this.#error(`params.${name}`),
        })}
      </div>`,
    );
  }

  #presets() {
    const winners = Object.entries(this.winners.value?.presets ?? {}).map(
      ([key, { name, description, category, ...parameters }]) => ({ key, name, description, parameters }),
    );
    const own = this.whole.value?.origin === "built_in" ? (this.builtIn.value?.presets ?? []) : [];
    return [...own, ...winners];
  }

  #presetChoice() {
    const presets = this.#presets();
    if (!presets.length) return nothing;
    const now = presetOf(presets, this.#valueOf);
    return html`<div class="fields">
      <div class="field">
        <label for="f-preset">Preset</label
        ><select
          id="f-preset"
          @change=${(event) => {
            const chosen = presets.find(({ key }) => key === event.target.value);
            router.filter(this.#from(chosen));
          }}
        >
          <option value="" ?selected=${!now}>
            ${Object.keys(this.asked.values).length ? "own values" : "defaults"}
          </option>
          ${presets.map(
            ({ key, name, description }) =>
              html`<option value=${key} title=${description} ?selected=${key === now?.key}>${name}</option>`,
          )}
        </select>
      </div>
    </div>`;
  }

  /** The change of the address to the values of a preset, or to the defaults. */
  #from(preset) {
    const values = Object.entries(preset?.parameters ?? {}).filter(([name, value]) => value !== this.#usual(name));
    return Object.assign(this.#without(), ...values.map(([name, value]) => valueChange(name, value)));
  }

  #without() {
    return Object.assign({}, ...Object.keys(this.asked.values).map((name) => valueChange(name)));
  }

  get #schema() {
    const { parameters = [], settings = [] } = this.whole.value ?? {};
    return [...parameters, ...settings];
  }

  #usual = (name) => this.#schema.find((one) => one.name === name)?.default;

  #valueOf = (name) => {
    const { values } = this.asked;
    return name in values ? values[name] : this.#usual(name);
  };

  #parameters() {
    const { parameters, settings, grids } = this.whole.value;
    const { values } = this.asked;
    const form = {
      valueOf: this.#valueOf,
      isSet: (name) => name in values,
      error: (name) => this.#error(`params.${name}`),
      set: (name, value, moving) => this.#set(name, value, moving),
    };
    const others = Object.keys(values).filter((name) => !this.#schema.some((one) => one.name === name));
    const open = matchMedia(WIDE).matches;
    const wrong = settings.some(({ name }) => form.error(name));
    const set = settings.filter(({ name }) => name in values).length;
    return html`<details class="panel" ?open=${open}>
        <summary>Parameters</summary>
        <div class="panel-body">
          ${parameterSliders(parameters, grids, form)} ${others.length ? this.#others(others, form) : nothing}
        </div>
      </details>
      <details class="panel" ?open=${wrong}>
        <summary>
          Stops, size and costs${set ? html` <span class="muted small">${count(set)} set</span>` : nothing}
        </summary>
        <div class="panel-body">${parameterSliders(settings, grids, form)}</div>
      </details>`;
  }

  /** What the strategy does not know, such as of when prices are. */
  #others(names, { error }) {
    return html`<p class="chips">
        ${names.map(
          (name) =>
            html`<button
              type="button"
              class="chip"
              aria-label="Remove ${name}"
              @click=${() => this.#set(name, undefined, false)}
            >
              <span>${name}</span><b>${String(this.asked.values[name])}</b> ×
            </button>`,
        )}
      </p>
      ${names
        .filter((name) => error(name))
        .map((name) => html`<p class="bad small" role="alert">${name} ${error(name)}</p>`)}`;
  }

  /** While a slider is dragged the address stays as it is: browsers let a page write it some hundred times only. */
  #set(name, value, moving) {
    clearTimeout(this.#writing);
    this.#moved = moving;
    if (moving) {
      this.moving = { [name]: value };
      this.#writing = setTimeout(() => this.#write(name, value, { replace: true }), PAUSE_BEFORE_ADDRESS);
    } else {
      this.#write(name, value);
    }
  }

  #write(name, value, options) {
    this.moving = undefined;
    router.filter(valueChange(name, value === this.#usual(name) ? undefined : value), options);
  }

  #error(name) {
    return this.failure?.errors?.find((one) => one.field === name)?.reason;
  }

  #refusal() {
    if (!this.failure) return nothing;
    const { errors = [], message } = this.failure;
    const shown = (name) => name === "strategy" || name.startsWith("params.");
    return html`<div class="notice bad" role="alert" data-refused>
      ${
        errors.length
          ? html`<ul>
              ${errors.map((one) => html`<li><code>${one.field.replace(/^params\./, "")}</code> ${one.reason}</li>`)}
            </ul>`
          : html`<p>${message}</p>`
      }
      ${
        this.test && errors.every(({ field }) => shown(field))
          ? html`<p class="small">Below is what was tested last.</p>`
          : nothing
      }
    </div>`;
  }

  #result() {
    const { test } = this;
    if (!test) return this.failure ? this.#refusal() : skeleton(12);
    const metrics = metricsOf(test.stats);
    return html`${this.#refusal()}
      <div class="tiles">
        ${tile("Total return", signed(metrics.total_return), "after commission and funding")}
        ${tile(
          "Greatest drawdown",
          percent(metrics.max_mark_to_market_drawdown),
          `open trades valued; ${percent(metrics.max_drawdown)} realised`,
        )}
        ${tile("Profit factor", figure(metrics.profit_factor, metrics.profit_factor_infinite))}
        ${tile("Trades", count(metrics.num_trades), `${percent(metrics.win_rate, 1)} won`)}
        ${tile("Average trade", signed(metrics.avg_return))}
        ${tile("Time in a trade", duration(test.stats.avg_duration), "on average")}
      </div>
      ${panel("Price and trades", html`<q-run-charts .test=${test}></q-run-charts>`, {
        note: html`<span role="status" data-tested
          >${this.busy ? "Testing…" : html`${count(test.time.length)} bars${this.#time()}`}</span
        >`,
      })}
      <details class="panel flush">
        <summary>Trades <span class="muted small">${count(test.trades.length)}</span></summary>
        <div class="panel-body scroll">${tradesTable(test, this.#look)}</div>
      </details>
      ${guard([test], () => tearSheet(test))}
      <p class="muted small">
        One set of values found by moving sliders is the best of many tries.
        <a href="/new/discover?${this.#search()}">Search them all</a>, and the verdict counts every try.
      </p>`;
  }

  #time() {
    return this.took === undefined ? nothing : ` in ${duration(this.took / 1000)}`;
  }

  #search() {
    const { strategy } = this.asked;
    return new URLSearchParams({ ...(strategy ? { strategy: requestOf(strategy) } : {}), ...this.#series });
  }

  #look = (number) => this.querySelector("q-run-charts").show(number);
}

customElements.define("q-backtest", BacktestPage);
