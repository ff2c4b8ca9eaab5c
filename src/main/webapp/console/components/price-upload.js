/** Takes a file of prices by drag and drop, sends it with its progress, and follows the job that reads it. */
import { Element, html, nothing, vars } from "../element.js";
import { get, upload } from "../api.js";
import { bytes, count, share } from "../format.js";
import { icons } from "../icons.js";
import { field } from "./form-fields.js";
import { stateOf } from "./job-row.js";
import { attempt } from "./toasts.js";

const stored = (result) => [
  `${count(result.rows_accepted)} bars stored`,
  result.rows_duplicate && `${count(result.rows_duplicate)} given again`,
  result.rows_refused && `${count(result.rows_refused)} lines refused`,
].filter(Boolean).join(", ");

const discovery = ({ exchange, symbol, timeframe }) => `/new/discover?${new URLSearchParams({ exchange, symbol, timeframe })}`;

const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "4h", "1d"];

class PriceUpload extends Element {
  static properties = { file: { state: true }, over: { state: true }, sent: { state: true }, job: { state: true }, errors: { state: true } };

  constructor() {
    super();
    this.file = null;
    this.sent = null;
    this.job = null;
    this.errors = [];
    this.form = { exchange: "file", symbol: "", timeframe: "1h", format: "auto" };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.again);
  }

  render() {
    return html`<div class="stack">
      <label class="drop ${this.over ? "over" : ""}" for="price-file" @dragover=${(event) => { event.preventDefault(); this.over = true; }} @dragleave=${() => (this.over = false)} @drop=${(event) => this.#drop(event)}>
        ${icons.upload}<b>${this.file ? this.file.name : "Drop a file of prices here"}</b>
        <span class="small">${this.file ? bytes(this.file.size) : "or choose one: CSV or zip, from Binance, Kraken, CryptoDataDownload, or with timestamp, open, high, low, close, volume"}</span>
        <input class="sr-only" type="file" id="price-file" accept=".csv,.txt,.zip,.gz" @change=${(event) => this.#choose(event.target.files[0])}></label>
      ${this.file ? this.#details() : nothing}
      ${this.sent !== null ? html`<div class="progress"><span class="bar" role="progressbar" aria-label="Sent" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(this.sent * 100)}><i ${vars({ "--w": `${this.sent * 100}%` })}></i></span>
        <span class="small soft">${this.sent < 1 ? `${share(this.sent)} sent` : "Sent; the server takes it in"}</span></div>` : nothing}
      ${this.job ? html`<p class="row tight" role="status">${stateOf(this.job)} <a href="/jobs/${this.job.id}">job ${this.job.id}</a> <span class="soft">${this.job.error ?? this.job.progress_message ?? ""}</span>
        ${this.job.status === "succeeded" ? html`<a href=${discovery(this.job.payload)}>Start a discovery on them</a>` : nothing}</p>` : nothing}</div>`;
  }

  #details() {
    const error = (name) => this.errors.find((one) => one.field === name)?.reason;
    const text = (name, label, hint) => field(name, label, html`<input id="f-${name}" .value=${this.form[name]} placeholder=${hint} @input=${(event) => (this.form[name] = event.target.value)}>`, { error: error(name) });
    const other = this.errors.filter((one) => !(one.field in this.form));
    return html`<form class="stack" @submit=${(event) => this.#send(event)}><div class="fields">${text("symbol", "Symbol", "BTC/USD")}
        ${field("timeframe", "Timeframe", html`<select id="f-timeframe" @change=${(event) => (this.form.timeframe = event.target.value)}>${TIMEFRAMES.map((one) => html`<option ?selected=${one === this.form.timeframe}>${one}</option>`)}</select>`, { error: error("timeframe") })}
        ${text("exchange", "Exchange", "file")}${text("format", "Layout", "auto")}</div>
      ${other.map((one) => html`<p class="bad small" role="alert">${one.field} ${one.reason}</p>`)}
      <div class="row tight"><button class="primary" ?disabled=${this.sent !== null && this.sent < 1}>Upload</button><button type="button" class="quiet" @click=${() => this.#choose(null)}>Leave it</button></div></form>`;
  }

  #drop(event) {
    event.preventDefault();
    this.over = false;
    this.#choose(event.dataTransfer.files[0]);
  }

  /** Guesses symbol and timeframe from names such as BTCUSDT-1h-2024-01.csv. */
  #choose(file) {
    this.file = file ?? null;
    this.errors = [];
    this.sent = null;
    if (!file) return;
    this.job = null;
    const frame = TIMEFRAMES.find((one) => new RegExp(`(^|[^0-9a-z])${one}([^0-9a-z]|$)`, "i").test(file.name));
    if (frame) this.form.timeframe = frame;
    const pair = /([A-Z]{3,5})[-_/]?(USDT|USDC|USD|EUR|GBP|BTC)/i.exec(file.name);
    if (pair) this.form.symbol = `${pair[1].toUpperCase()}/${pair[2].toUpperCase()}`;
  }

  async #send(event) {
    event.preventDefault();
    const form = new FormData();
    for (const [name, value] of Object.entries(this.form)) if (value) form.append(name, value);
    form.append("file", this.file);
    this.errors = [];
    this.sent = 0;
    try {
      const answer = await upload("/prices/import", form, (part) => (this.sent = part));
      this.file = null;
      this.sent = null;
      this.job = answer.job;
      this.#follow();
    } catch (failure) {
      this.sent = null;
      this.errors = failure.errors?.length ? failure.errors : [{ field: "", reason: failure.message }];
    }
  }

  async #follow() {
    const job = await attempt(() => get(`/jobs/${this.job.id}`));
    if (job) this.job = job;
    if (job?.status === "succeeded") {
      this.job = { ...job, progress_message: stored(job.result) };
      this.dispatchEvent(new Event("stored"));
    }
    if (this.isConnected && !["succeeded", "failed", "canceled"].includes(job?.status)) this.again = setTimeout(() => this.#follow(), 1000);
  }
}

customElements.define("q-price-upload", PriceUpload);
