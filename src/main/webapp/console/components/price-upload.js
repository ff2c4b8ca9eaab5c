/** Takes a file of prices by drag and drop, sends it with its progress, and follows the job that reads it. */
import { Element, html, nothing, vars } from "../element.js";
import { get, upload } from "../api.js";
import { bytes, count, share } from "../format.js";
import { icons } from "../icons.js";
import { symbolOf } from "../symbol-guess.js";
import { field } from "./form-fields.js";
import { stateOf } from "./job-row.js";
import { columnOptions, pricePreview } from "./price-preview.js";
import { attempt } from "./toasts.js";

const series = (result) =>
  result.series?.length ? `${count(result.series.filter((one) => !one.error).length)} series` : null;

const stored = (result) =>
  [
    series(result),
    `${count(result.rows_accepted)} bars stored`,
    result.rows_duplicate && `${count(result.rows_duplicate)} given again`,
    result.rows_refused && `${count(result.rows_refused)} lines refused`,
  ]
    .filter(Boolean)
    .join(", ");

const discovery = ({ exchange, symbol, timeframe }) =>
  `/new/discover?${new URLSearchParams({ exchange, symbol, timeframe })}`;

const TIMEFRAMES = ["1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d", "3d", "1w"];
const NEW = {
  exchange: "file",
  symbol: "",
  timeframe: "",
  format: "auto",
  time_zone: "",
  missing_volume: "",
  entry: "",
};
/** Larger files are looked at when the person asks for it: a look sends them once more. */
const LOOKED_AT_BYTES = 64 << 20;

class PriceUpload extends Element {
  static properties = {
    file: { state: true },
    over: { state: true },
    sent: { state: true },
    preview: { state: true },
    job: { state: true },
    errors: { state: true },
  };

  constructor() {
    super();
    this.file = null;
    this.sent = null;
    this.job = null;
    this.errors = [];
    this.form = { ...NEW };
    this.mapping = {};
    this.preview = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.again);
  }

  render() {
    return html`<div class="stack">
      <label
        class="drop ${this.over ? "over" : ""}"
        for="price-file"
        @dragover=${(event) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => (this.over = false)}
        @drop=${(event) => this.#drop(event)}
      >
        ${icons.upload}<b>${this.file ? this.file.name : "Drop a file of prices here"}</b>
        <span class="small"
          >${
            this.file
              ? bytes(this.file.size)
              : "or choose one: CSV or JSON from any exchange, broker or data frame, as it is or packed"
          }</span
        >
        <input
          class="sr-only"
          type="file"
          id="price-file"
          accept=".csv,.txt,.tsv,.json,.zip,.gz,.bz2,.parquet,.feather,.arrow,.xlsx"
          @change=${(event) => this.#choose(event.target.files[0])}
      /></label>
      ${this.file ? this.#details() : nothing}
      ${
        this.sent !== null
          ? html`<div class="progress">
              <span
                class="bar"
                role="progressbar"
                aria-label="Sent"
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(this.sent * 100)}
                ><i ${vars({ "--w": `${this.sent * 100}%` })}></i
              ></span>
              <span class="small soft"
                >${this.sent < 1 ? `${share(this.sent)} sent` : "Sent; the server reads it"}</span
              >
            </div>`
          : nothing
      }
      ${
        this.job
          ? html`<p class="row tight" role="status">
              ${stateOf(this.job)} <a href="/jobs/${this.job.id}">job ${this.job.id}</a>
              <span class="soft">${this.job.error ?? this.job.progress_message ?? ""}</span>
              ${
                this.job.status === "succeeded" && this.job.payload.symbol
                  ? html`<a href=${discovery(this.job.payload)}>Start a discovery on them</a>`
                  : nothing
              }
            </p>`
          : nothing
      }
    </div>`;
  }

  #details() {
    const error = (name) => this.errors.find((one) => one.field === name)?.reason;
    const look = (name, value) => {
      this.form[name] = value;
      this.#look();
    };
    const text = (name, label, hint, set) =>
      field(
        name,
        label,
        html`<input
          id="f-${name}"
          .value=${this.form[name]}
          placeholder=${hint}
          @input=${(event) => (this.form[name] = event.target.value)}
          @change=${set ?? nothing}
        />`,
        { error: error(name) },
      );
    const choice = (name, label, values) =>
      field(
        name,
        label,
        html`<select id="f-${name}" @change=${(event) => look(name, event.target.value)}>
          ${values.map(
            ([value, words]) => html`<option value=${value} ?selected=${value === this.form[name]}>${words}</option>`,
          )}
        </select>`,
        { error: error(name) },
      );
    const other = this.errors.filter((one) => !(one.field in this.form));
    const entries = this.preview?.look?.entries ?? [];
    return html`<form class="stack" @submit=${(event) => this.#send(event)}>
      <div class="fields">
        ${text("symbol", "Symbol", "BTC/USD")}
        ${choice("timeframe", "Timeframe", [["", "as measured"], ...TIMEFRAMES.map((one) => [one, one])])}
        ${text("exchange", "Exchange", "file")}${text("format", "Layout", "auto", () =>
          this.#look(),
        )}${text("time_zone", "Time zone of the file", "UTC", () => this.#look())}
        ${choice("missing_volume", "Without a volume", [
          ["", "refuse"],
          ["zero", "store 0"],
        ])}
        ${
          entries.length > 1 || this.form.entry
            ? choice("entry", "File in the zip", [
                ["", "–"],
                ["*", "each a series"],
                ...entries.map((one) => [one, one]),
              ])
            : nothing
        }
      </div>
      ${other.map((one) => html`<p class="bad small" role="alert">${one.field} ${one.reason}</p>`)}
      ${this.preview ? pricePreview(this.preview, this.mapping, (column, role) => this.#map(column, role)) : nothing}
      <div class="row tight">
        <button class="primary" ?disabled=${this.sent !== null && this.sent < 1}>Import</button>
        <button type="button" @click=${() => this.#look(true)}>Look at it</button
        ><button type="button" class="quiet" @click=${() => this.#choose(null)}>Remove file</button>
      </div>
    </form>`;
  }

  /** The column is of that role from now on; of none when it is empty. */
  #map(column, role) {
    for (const [other, at] of Object.entries(this.mapping)) if (at === column) delete this.mapping[other];
    if (role) this.mapping[role] = column;
    this.#look();
  }

  #parts() {
    const form = new FormData();
    const timeframe = this.form.timeframe || (this.form.entry === "*" ? "" : this.preview?.timeframe) || "";
    const values = { ...this.form, timeframe, ...columnOptions(this.mapping) };
    for (const [name, value] of Object.entries(values)) if (value) form.append(name, value);
    form.append("file", this.file);
    return form;
  }

  async #look(always = false) {
    if (!this.file || (!always && this.file.size > LOOKED_AT_BYTES)) return;
    const look = (this.looks = (this.looks ?? 0) + 1); // an older answer that comes late is none
    const parts = this.#parts();
    if (!this.form.timeframe) parts.delete("timeframe");
    try {
      const preview = await upload("/prices/preview", parts, () => {});
      if (this.file && look === this.looks) {
        this.errors = [];
        this.preview = preview;
      }
    } catch (failure) {
      if (this.file && look === this.looks) this.#wrong(failure);
    }
  }

  #wrong(failure) {
    this.errors = failure.errors?.length ? failure.errors : [{ field: "", reason: failure.message }];
  }

  #drop(event) {
    event.preventDefault();
    this.over = false;
    this.#choose(event.dataTransfer.files[0]);
  }

  /** Guesses symbol and timeframe from names such as BTCUSDT-1h-2024-01.csv. */
  #choose(file) {
    this.file = file ?? null;
    this.looks = (this.looks ?? 0) + 1;
    this.errors = [];
    this.sent = null;
    this.preview = null;
    this.mapping = {};
    this.form = { ...NEW, exchange: this.form.exchange };
    if (!file) return;
    this.job = null;
    const frame = TIMEFRAMES.find((one) => new RegExp(`(^|[^0-9a-z])${one}([^0-9a-z]|$)`, "i").test(file.name));
    if (frame) this.form.timeframe = frame;
    this.form.symbol = symbolOf(file.name);
    this.#look();
  }

  async #send(event) {
    event.preventDefault();
    const form = this.#parts();
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
      this.#wrong(failure);
    }
  }

  async #follow() {
    const job = await attempt(() => get(`/jobs/${this.job.id}`));
    if (job) this.job = job;
    if (job?.status === "succeeded") {
      this.job = { ...job, progress_message: stored(job.result) };
      this.dispatchEvent(new Event("stored"));
    }
    if (this.isConnected && !["succeeded", "failed", "canceled"].includes(job?.status))
      this.again = setTimeout(() => this.#follow(), 1000);
  }
}

customElements.define("q-price-upload", PriceUpload);
