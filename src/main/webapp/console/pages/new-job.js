/** Starts a job: choose what, then a form with presets and grids, its size and an estimate before it is sent. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, idempotencyKey, post } from "../api.js";
import { count, duration, plain, typeName } from "../format.js";
import { sizeOf } from "../grid-values.js";
import { counts, jobTypes, valueOf, withValue } from "../job-types.js";
import { router } from "../router.js";
import { fieldOf, marketFields } from "../components/form-fields.js";
import { gridFields } from "../components/grid-editor.js";
import { marketRows, wholeOf, withWholeMarkets } from "../components/market-rows.js";
import { empty, failed, panel, skeleton } from "../components/states.js";
import { toast } from "../components/toasts.js";

class NewJob extends Page {
  constructor() {
    super();
    this.payload = null;
    this.options = {};
    this.errors = [];
    this.raw = null;
    this.sending = false;
    this.types = new Resource(this, () => jobTypes(), { after: () => this.#begin() });
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal), {
      after: () => this.#begin(),
    });
    this.grids = new Resource(this, (signal) => get("/grids", null, signal));
    this.presets = new Resource(this, (signal) => get("/presets", null, signal), { after: () => this.#begin() });
    this.before = new Resource(
      this,
      async (signal) => (this.query.from ? get(`/jobs/${encodeURIComponent(this.query.from)}`, null, signal) : null),
      { key: () => this.query.from, after: () => this.#begin() },
    );
    this.begun = new Resource(
      this,
      async (signal) =>
        this.query.run ? get(`/discovery/runs/${encodeURIComponent(this.query.run)}/preset`, null, signal) : null,
      { key: () => this.query.run, after: () => this.#begin() },
    );
    this.speed = new Resource(this, async (signal) => (this.params.type ? speedOf(this.params.type, signal) : null), {
      key: () => this.params.type,
    });
  }

  get #type() {
    return this.types.value?.[this.params.type];
  }

  get #gridJob() {
    return this.#type.properties.param_grid !== undefined;
  }

  /** The first payload: that of the job to clone, else the market with most prices. */
  #begin() {
    if (
      this.payload ||
      this.before.loading ||
      this.begun.loading ||
      this.coverage.value === undefined ||
      this.presets.value === undefined ||
      !this.#type
    )
      return;
    this.payload = withWholeMarkets(structuredClone(this.before.value?.payload ?? {}));
    const { exchange, symbol, timeframe } = this.query;
    const series = this.coverage.value.coverage;
    const first =
      series.find((one) => one.exchange === exchange && one.symbol === symbol && one.timeframe === timeframe) ??
      series[0];
    if (!this.before.value && this.#type.market === "stored" && first) this.#market(first);
    if (!this.before.value && this.#gridJob) this.payload.grid = "QUICK";
    if (!this.before.value && this.#type.properties.base_params)
      this.payload.base_params = { trade_direction: "Both", commission: 0.001, ...this.#given() };
    if (!this.before.value && this.#type.market === "free") {
      Object.assign(this.payload, {
        exchange: "sample",
        symbol: "BTC/USD",
        timeframe: "30m",
        start_ts: "2014-01-01T00:00:00Z",
        end_ts: "2014-07-15T19:30:00Z",
      });
    }
  }

  /** The parameters of the preset or run that the address names. */
  #given() {
    return (
      this.begun.value?.parameters ??
      this.presets.value.presets.find((one) => one.key === this.query.preset)?.parameters
    );
  }

  #market(series) {
    this.payload = { ...this.payload, ...wholeOf(series) };
  }

  render() {
    if (this.types.error) return failed(this.types.error, this.types.reload);
    if (!this.types.value)
      return html`<h1>New job</h1>
        ${skeleton(8)}`;
    if (!this.params.type) return this.#choices();
    const type = this.#type;
    if (!type)
      return empty(
        `There is no form for ${this.params.type}`,
        "Send it over the REST API.",
        html`<a class="button" href="/new">All jobs</a>`,
      );
    if (this.coverage.error) return failed(this.coverage.error, this.coverage.reload);
    if (this.begun.error) return failed(this.begun.error, this.begun.reload);
    if (this.presets.error) return failed(this.presets.error, this.presets.reload);
    if (this.before.error) return failed(this.before.error, this.before.reload);
    if (!this.payload) return skeleton(10);
    if (type.market === "stored" && !this.coverage.value.coverage.length) {
      return html`<h1>${type.title}</h1>
        ${empty(
          "There are no prices yet",
          "It needs a market to work on. Upload a file, or take in the sample that comes with Quarry.",
          html`<div class="row">
            <a class="button primary" href="/prices">Upload prices</a
            ><a class="button" href="/new/prices_ingest">Take in the sample</a>
          </div>`,
        )}`;
    }
    return html`<header class="page-head">
        <div>
          <a class="crumb" href="/new">New job</a>
          <h1>${type.title}</h1>
          <p class="sub">
            ${type.text}${
              this.params.type === "prices_ingest"
                ? html` To send a file of yours, use <a href="/prices">Prices</a>.`
                : nothing
            }
            ${
              this.query.from
                ? html` Begun from <a href="/jobs/${this.query.from}">job ${this.query.from}</a>.`
                : nothing
            }
          </p>
        </div>
      </header>
      <form class="form-columns" novalidate @submit=${(event) => this.#send(event)}>
        <div class="stack">${this.raw === null ? this.#form(type) : this.#json()}</div>
        <aside>
          ${panel("Before it is sent", this.#summary())}
          <p class="small muted">Or from a terminal:</p>
          <pre class="panel curl"><code>${this.#curl(type)}</code></pre>
        </aside>
      </form>`;
  }

  #choices() {
    return html`<header class="page-head">
        <div>
          <h1>New job</h1>
          <p class="sub">
            What should be done? Each runs in the background; you can watch it, and close this page meanwhile.
          </p>
        </div>
      </header>
      <div class="choices">
        ${Object.entries(this.types.value).map(
          ([name, type]) =>
            html`<a class="choice" href="/new/${name}"
              ><h2>${type.title}</h2>
              <p class="soft small">${type.text}</p></a
            >`,
        )}
      </div>`;
  }

  #form(type) {
    const error = (field, exact) =>
      this.errors.find((one) => one.field === field || (!exact && one.field.startsWith(`${field}[`)))?.reason;
    const set = (field, value) => this.#change(withValue(this.payload, field, value));
    const seen = (one) => counts(one, this.payload, type.properties);
    const fields = (group) =>
      html`<div class="fields">
        ${group.fields
          .filter(seen)
          .map((field) =>
            fieldOf(
              field,
              valueOf(this.payload, field),
              (value) => set(field, value),
              error(field.in ? `${field.in}.${field.name}` : field.name),
            ),
          )}
      </div>`;
    return html` ${
        type.market ? panel(type.properties.markets ? "Markets" : "Market", this.#markets(type, set, error)) : nothing
      }
      ${
        this.#gridJob
          ? panel(
              "Grid",
              gridFields(
                this.payload,
                this.grids.value?.grids.filter((one) => one.job_type === this.params.type) ?? [],
                { change: (payload) => this.#change(payload), error },
              ),
            )
          : nothing
      }
      ${type.properties.base_params ? panel("What stays fixed", this.#base(error)) : nothing}
      ${type.groups
        .filter(seen)
        .map((group) =>
          panel(
            group.title,
            html`${group.text ? html`<p class="hint group-hint">${group.text}</p>` : nothing}${fields(group)}`,
          ),
        )}
      <details class="panel">
        <summary>How it runs</summary>
        <div class="panel-body">
          <div class="fields">
            ${type.options.map((field) =>
              fieldOf(field, this.options[field.name], (value) => this.#option(field.name, value), error(field.name)),
            )}
          </div>
        </div>
      </details>`;
  }

  #markets(type, set, error) {
    const { coverage } = this.coverage.value;
    if (type.properties.markets)
      return marketRows(this.payload, coverage, { change: (payload) => this.#change(payload), error });
    return marketFields(
      this.payload,
      coverage,
      type.market,
      {
        choose: (series) => {
          const { exchange, symbol, timeframe, start_ts, end_ts, ...rest } = this.payload;
          this.#change(series ? { ...rest, ...wholeOf(series) } : rest);
        },
        set: (name, value) => set({ name }, value),
        error,
      },
      { timeframes: type.properties.timeframe.enum },
    );
  }

  #option(name, value) {
    this.options = { ...this.options, [name]: value };
    this.requestUpdate();
  }

  #base(error) {
    const presets = this.presets.value?.presets ?? [];
    const base = this.payload.base_params ?? {};
    return html`<div class="stack">
      <div class="fields">
        <div class="field">
          <label for="preset">Begin from a preset</label
          ><select
            id="preset"
            @change=${(event) => {
              const preset = presets.find((one) => one.key === event.target.value);
              if (preset)
                this.#change({
                  ...this.payload,
                  base_params: { ...preset.parameters, commission: base.commission ?? 0.001 },
                });
            }}
          >
            <option value="">–</option>
            ${presets.map(
              (preset) => html`<option value=${preset.key} title=${preset.description}>${preset.name}</option>`,
            )}
          </select>
        </div>
      </div>
      <p class="chips">
        ${Object.entries(base).map(
          ([name, value]) =>
            html`<button
              type="button"
              class="chip"
              title="Remove"
              aria-label="Remove ${name}"
              @click=${() => {
                const { [name]: gone, ...rest } = base;
                this.#change({ ...this.payload, base_params: rest });
              }}
            >
              <span>${name}</span><b>${value === null ? "none" : plain(value)}</b> ×
            </button>`,
        )}
      </p>
      <div class="field">
        <label for="add-base">Set a parameter</label
        ><input
          id="add-base"
          placeholder="stop_pct = 2"
          @keydown=${(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            const [, name, text] = /^\s*(\w+)\s*[=:]\s*(.+?)\s*$/.exec(event.target.value) ?? [];
            if (!name) return;
            let value = text;
            try {
              value = JSON.parse(text);
            } catch {
              value = text;
            }
            event.target.value = "";
            this.#change({ ...this.payload, base_params: { ...base, [name]: value } });
          }}
        /><span class="hint">name = value, then Enter</span
        >${error("base_params") ? html`<span class="error">${error("base_params")}</span>` : nothing}
      </div>
    </div>`;
  }

  #json() {
    return panel(
      "Payload as JSON",
      html`<div class="field">
        <label class="sr-only" for="json">Payload</label
        ><textarea
          id="json"
          rows="22"
          spellcheck="false"
          .value=${this.raw}
          @input=${(event) => (this.raw = event.target.value)}
        ></textarea>
      </div>`,
    );
  }

  #summary() {
    const named = this.#gridJob
      ? this.grids.value?.grids.find((one) => one.job_type === this.params.type && one.name === this.payload.grid)
      : undefined;
    const grid = this.#gridJob ? (this.payload.param_grid ?? named?.param_grid) : null;
    const all = this.payload.param_grid ? sizeOf(grid) : (named?.distinct ?? sizeOf(grid));
    const each = grid ? (this.payload.max_combinations > 0 ? Math.min(all, this.payload.max_combinations) : all) : null;
    const markets = this.payload.markets?.length ?? 1;
    const size = each === null ? null : each * markets;
    const rate = this.speed.value?.perSecond;
    const other = this.errors.filter((one) => !this.querySelector(`[data-field="${CSS.escape(one.field)}"]`));
    return html`<div class="stack">
      ${
        size === null
          ? nothing
          : html`<div>
              <span class="small muted">Combinations</span>
              <p class="big tabular">${count(size)}</p>
              ${
                markets > 1
                  ? html`<p class="small muted">${count(each)} on each of ${count(markets)} markets</p>`
                  : nothing
              }
              ${
                size > 2000000
                  ? html`<p class="small warn">A large grid: the more is tried, the better luck looks.</p>`
                  : nothing
              }
            </div>`
      }
      <div>
        <span class="small muted">Estimate</span>
        <p class="tabular">${estimate(this.speed.value, size)}</p>
        ${
          this.speed.value
            ? html`<p class="small muted">
                by the last ${typeName(this.params.type).toLowerCase()}
                jobs${rate ? `, of ${count(this.speed.value.most)} combinations at most` : ""}
              </p>`
            : nothing
        }
      </div>
      ${
        other.length
          ? html`<div class="notice bad" role="alert">
              <b>It was refused</b
              >${other.map((one) => html`<p class="small"><code>${one.field}</code> ${one.reason}</p>`)}
            </div>`
          : nothing
      }
      <button class="primary" ?disabled=${this.sending}>${this.sending ? "Sending…" : "Start"}</button>
      <button type="button" class="quiet" @click=${() => this.#toggle()}>
        ${this.raw === null ? "Edit as JSON" : "Back to the form"}
      </button>
    </div>`;
  }

  #toggle() {
    if (this.raw === null) this.raw = JSON.stringify(this.payload, null, 2);
    else if (!this.#parse()) return;
    else {
      this.payload = withWholeMarkets(this.payload);
      this.raw = null;
    }
    this.requestUpdate();
  }

  #parse() {
    try {
      const payload = JSON.parse(this.raw);
      if (payload === null || typeof payload !== "object" || Array.isArray(payload))
        throw new SyntaxError("it must be an object");
      this.payload = payload;
      return true;
    } catch (problem) {
      toast(`This is no JSON: ${problem.message}`, "bad");
      return false;
    }
  }

  #change(payload) {
    this.payload = payload;
    this.errors = [];
    this.requestUpdate();
  }

  #curl(type) {
    const payload = JSON.stringify(this.payload).replaceAll("'", "'\\''");
    return [
      `curl -X POST ${location.origin}/v1${type.path}`,
      "-H 'Content-Type: application/json'",
      `-d '${payload}'`,
    ].join(" \\\n  ");
  }

  async #send(event) {
    event.preventDefault();
    if (this.sending || (this.raw !== null && !this.#parse())) return;
    this.sending = true;
    this.errors = [];
    this.requestUpdate();
    this.key ??= idempotencyKey();
    try {
      const answer = await post(this.#type.path, this.payload, this.options, this.key);
      router.go(`/jobs/${answer.job.id}`);
    } catch (failure) {
      this.key = undefined;
      this.errors = failure.errors?.length ? failure.errors : [{ field: "", reason: failure.message }];
      await this.updateComplete;
      this.querySelector(".field.wrong input, .notice.bad")?.scrollIntoView({ block: "center" });
    }
    this.sending = false;
    this.requestUpdate();
  }
}

/** What a small job takes is mostly its assessment, so nothing can be told of one that is far larger. */
const FAR_LARGER = 20;

function estimate(speed, size) {
  if (!speed) return "none yet: this type has not run";
  if (size === null || !speed.perSecond) return `about ${duration(speed.seconds)}`;
  if (size > FAR_LARGER * speed.most) return `longer than ${duration(speed.most / speed.perSecond)}`;
  return `${size > speed.most ? "up to" : "about"} ${duration(Math.max(0.5, size / speed.perSecond))}`;
}

/**
 * How fast the last jobs of a type were: `perSecond` combinations by the largest of them, which had `most`, and the
 * mean `seconds` of a job; null where there is none.
 */
async function speedOf(type, signal) {
  const { jobs } = await get("/jobs", { job_type: type, status: "succeeded", limit: 10 }, signal);
  const known = jobs.filter((job) => job.started_at && job.finished_at);
  if (!known.length) return null;
  const took = (job) => Math.max(0.5, (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000);
  const largest = known.reduce((one, job) => (job.progress_total > one.progress_total ? job : one));
  return {
    seconds: known.reduce((sum, job) => sum + took(job), 0) / known.length,
    most: largest.progress_total,
    perSecond: ["discover", "optimize"].includes(type) ? largest.progress_total / took(largest) : null,
  };
}

customElements.define("q-new-job", NewJob);
