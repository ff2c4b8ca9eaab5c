/** Series that are kept up to date by themselves: which, how far they are, and more of them. */
import { Element, Resource, html, nothing } from "../element.js";
import { get, post, queryText, remove } from "../api.js";
import { count } from "../format.js";
import { field } from "./form-fields.js";
import { ago } from "./job-row.js";
import { confirm } from "./confirm.js";
import { show } from "./states.js";
import { attempt } from "./toasts.js";

const EXCHANGES = ["bitstamp", "coinbase", "kraken", "gemini", "binance", "binanceus", "bybit"];
const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d"];

class Watchlist extends Element {
  static properties = { errors: { state: true } };

  constructor() {
    super();
    this.errors = [];
    this.form = { exchange: EXCHANGES[0], symbol: "", timeframe: "1h" };
    this.list = new Resource(this, (signal) => get("/prices/watchlist", null, signal), { every: 15000 });
  }

  render() {
    return html`${show(
      this.list,
      ({ watchlist }) =>
        watchlist.length
          ? this.#table(watchlist)
          : html`<p class="soft inset">
              Nothing is watched. A watched series is completed by itself some seconds after each candle closes.
            </p>`,
      { lines: 2 },
    )}${this.#form()}`;
  }

  #table(watchlist) {
    return html`<table class="cards">
      <thead>
        <tr>
          <th>Series</th>
          <th class="num">Bars</th>
          <th>Last bar</th>
          <th>Next</th>
          <th>Last</th>
          <th><span class="sr-only">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${watchlist.map(
          (one) =>
            html`<tr>
              <td class="nowrap">
                <b>${one.symbol}</b> ${one.timeframe}
                <span class="muted">${one.exchange}</span
                >${one.last_error ? html`<br /><span class="bad small">${one.last_error}</span>` : nothing}
              </td>
              <td class="num">${count(one.bars)}</td>
              <td data-label="Last bar">${ago(one.last_bar_ts)}</td>
              <td data-label="Next">${one.paused ? html`<span class="warn">paused</span>` : ago(one.next_fire)}</td>
              <td class="hide-s">
                ${one.last_job_id ? html`<a href="/jobs/${one.last_job_id}">job ${one.last_job_id}</a>` : "–"}
              </td>
              <td class="full">
                <span class="row tight"
                  ><button
                    data-needs="operate"
                    @click=${() => this.#turn(one)}
                    aria-label="${one.paused ? "Resume" : "Pause"} ${one.symbol}"
                  >
                    ${one.paused ? "Resume" : "Pause"}
                  </button>
                  <button
                    class="quiet"
                    data-needs="operate"
                    @click=${() => this.#remove(one)}
                    aria-label="Watch ${one.symbol} no longer"
                  >
                    Remove
                  </button></span
                >
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #form() {
    const error = (name) => this.errors.find((one) => one.field === name)?.reason;
    const choice = (name, label, values) =>
      field(
        `watch-${name}`,
        label,
        html`<select id="f-watch-${name}" @change=${(event) => (this.form[name] = event.target.value)}>
          ${values.map((one) => html`<option ?selected=${one === this.form[name]}>${one}</option>`)}
        </select>`,
        { error: error(name) },
      );
    return html`<form class="filters inset" data-needs="operate" @submit=${(event) => this.#add(event)}>
      ${choice("exchange", "Exchange", EXCHANGES)}
      ${field(
        "watch-symbol",
        "Symbol",
        html`<input
          id="f-watch-symbol"
          placeholder="BTC/USD"
          .value=${this.form.symbol}
          @input=${(event) => (this.form.symbol = event.target.value)}
        />`,
        { error: error("symbol") },
      )}
      ${choice("timeframe", "Timeframe", TIMEFRAMES)}<button>Watch</button>
    </form>`;
  }

  async #add(event) {
    event.preventDefault();
    this.errors = [];
    try {
      await post("/prices/watchlist", this.form);
      this.form = { ...this.form, symbol: "" };
      this.list.reload();
    } catch (failure) {
      this.errors = failure.errors?.length ? failure.errors : [{ field: "symbol", reason: failure.message }];
    }
  }

  async #turn(one) {
    await attempt(
      () => post(`/schedules/${encodeURIComponent(one.schedule)}/${one.paused ? "resume" : "pause"}`),
      `${one.symbol} is ${one.paused ? "watched again" : "paused"}`,
    );
    this.list.reload();
  }

  async #remove({ exchange, symbol, timeframe }) {
    if (
      await confirm({ title: `Watch ${symbol} no longer?`, text: "Its bars stay.", action: "Remove", danger: true })
    ) {
      await attempt(
        async () => (await remove(`/prices/watchlist${queryText({ exchange, symbol, timeframe })}`)) ?? true,
        `${symbol} is watched no longer`,
      );
      this.list.reload();
    }
  }
}

customElements.define("q-watchlist", Watchlist);
