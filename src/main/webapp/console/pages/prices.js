/** Which prices are stored, how whole they are, and how more come in. */
import { Page, Resource, html, nothing, vars } from "../element.js";
import { get, post, queryText, remove } from "../api.js";
import { count, day, duration } from "../format.js";
import "../components/price-quality.js";
import "../components/price-upload.js";
import "../components/watchlist.js";
import { confirm } from "../components/confirm.js";
import { empty, panel, show } from "../components/states.js";
import { attempt } from "../components/toasts.js";
import { barSeconds } from "../timeframe.js";

class Prices extends Page {
  constructor() {
    super();
    this.coverage = new Resource(this, (signal) => get("/prices/coverage?missing=true", null, signal), {
      every: 15000,
    });
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Prices</h1>
          <p class="sub">Every test runs on these bars. Times are bar opens, UTC.</p>
        </div>
        <a class="button" href="/new/prices_ingest">Ingest from an exchange</a>
      </header>
      <div data-needs="submit">
        ${panel("Add prices", html`<q-price-upload @stored=${this.coverage.reload}></q-price-upload>`)}
      </div>
      ${panel(
        "Coverage",
        show(this.coverage, ({ coverage }) => this.#table(coverage)),
        { flush: true, note: this.coverage.value ? `${count(this.coverage.value.coverage.length)} series` : nothing },
      )}
      ${this.query.series ? html`<q-price-quality .series=${this.query.series}></q-price-quality>` : nothing}
      ${panel("Watchlist", html`<q-watchlist></q-watchlist>`, { flush: true })}`;
  }

  #table(coverage) {
    if (!coverage.length)
      return empty(
        "No prices yet",
        "Drop a file above, or ingest the sample that comes with Quarry: real trades of 2014.",
        html`<a class="button primary" href="/new/prices_ingest">Ingest the sample</a>`,
      );
    const from = Math.min(...coverage.map((one) => one.min_ts_ms));
    const to = Math.max(...coverage.map((one) => one.max_ts_ms));
    return html`<table class="cards">
      <thead>
        <tr>
          <th>Series</th>
          <th class="num">Bars</th>
          <th>From</th>
          <th>to</th>
          <th class="num">Whole</th>
          <th>${day(from)} to ${day(to)}</th>
          <th><span class="sr-only">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${coverage.map((one) => {
          const missing = one.missing ?? null;
          const market = new URLSearchParams({ exchange: one.exchange, symbol: one.symbol, timeframe: one.timeframe });
          const part = (value) => (to > from ? (100 * (value - from)) / (to - from) : 0);
          return html`<tr>
            <td class="nowrap"><b>${one.symbol}</b> ${one.timeframe} <span class="muted">${one.exchange}</span></td>
            <td class="num">${count(one.rows)}</td>
            <td class="nowrap tabular" data-label="From">${day(one.min_ts_ms)}</td>
            <td class="nowrap tabular" data-label="to">${day(one.max_ts_ms)}</td>
            <td
              class="num nowrap"
              title=${
                missing === null
                  ? "not counted yet, or more than a million bars: see the data quality"
                  : missing
                    ? `about ${duration(missing * barSeconds(one.timeframe))} while the market was open`
                    : ""
              }
            >
              ${
                missing === null
                  ? "–"
                  : missing === 0
                    ? html`<span class="good">● whole</span>`
                    : html`<span class="warn">${count(missing)} missing</span>`
              }
            </td>
            <td class="full wide-s">
              <span class="span-track" role="img" aria-label="${day(one.min_ts_ms)} to ${day(one.max_ts_ms)}"
                ><i
                  ${vars({ "--x": `${part(one.min_ts_ms)}%`, "--w": `${part(one.max_ts_ms) - part(one.min_ts_ms)}%` })}
                ></i
              ></span>
            </td>
            <td class="num">
              <span class="row tight nowrap"
                ><a class="button" href=${`/prices?${queryOf(one)}`}>Data quality</a
                ><a class="button" href="/backtest?${market}">Back-test</a
                ><a class="button" href="/new/discover?${market}">Discover</a>
                <button
                  class="quiet"
                  data-needs="operate"
                  @click=${() => this.#rename(one)}
                  aria-label="Rename ${one.exchange} ${one.symbol} ${one.timeframe}"
                >
                  Rename</button
                ><button
                  class="quiet"
                  data-needs="operate"
                  @click=${() => this.#delete(one)}
                  aria-label="Delete ${one.exchange} ${one.symbol} ${one.timeframe}"
                >
                  Delete
                </button></span
              >
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  async #rename({ exchange, symbol, timeframe }) {
    const names = { exchange, symbol };
    const input = (name, label) =>
      html`<label
        >${label} <input .value=${names[name]} @input=${(event) => (names[name] = event.target.value)}
      /></label>`;
    if (
      await confirm({
        title: `Rename ${symbol} ${timeframe} of ${exchange}`,
        text: html`<p>Runs keep the old name with the digest of their data.</p>
          ${input("exchange", "Exchange")} ${input("symbol", "Symbol")}`,
        action: "Rename",
      })
    ) {
      await attempt(
        () =>
          post("/prices/series/rename", {
            exchange,
            symbol,
            timeframe,
            new_exchange: names.exchange,
            new_symbol: names.symbol,
          }),
        `${symbol} ${timeframe} is renamed`,
      );
      this.coverage.reload();
    }
  }

  async #delete({ exchange, symbol, timeframe, rows }) {
    if (
      await confirm({
        title: `Delete ${symbol} ${timeframe} of ${exchange}?`,
        text: `${count(rows)} bars are deleted for good. Runs keep their results and the digest of their data.`,
        action: "Delete",
        danger: true,
      })
    ) {
      await attempt(
        () => remove(`/prices/series${queryText({ exchange, symbol, timeframe })}`),
        `${symbol} ${timeframe} is deleted`,
      );
      this.coverage.reload();
    }
  }
}

const queryOf = ({ exchange, symbol, timeframe }) =>
  new URLSearchParams({ series: [exchange, symbol, timeframe].join("|") });

customElements.define("q-prices", Prices);
