/** Starts a job: choose what, then a form with presets and grids, its size and an estimate before it is sent. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, idempotencyKey, post } from "../api.js";
import { sizeOf } from "../grid-values.js";
import { curlOf, firstPayload, withWholeMarkets, wholeOf } from "../job-payload.js";
import { speedOf } from "../job-speed.js";
import { counts, jobTypes, valueOf, withValue } from "../job-types.js";
import { router } from "../router.js";
import { fixedParameters } from "../components/fixed-parameters.js";
import { fieldOf, marketFields } from "../components/form-fields.js";
import { gridFields } from "../components/grid-editor.js";
import { jobChoices, noPrices } from "../components/job-choices.js";
import { jobSummary } from "../components/job-summary.js";
import { jsonEditor } from "../components/json-view.js";
import { marketRows } from "../components/market-rows.js";
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

  /** Makes the first payload, once all that it is made of is loaded. */
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
    const { exchange, symbol, timeframe } = this.query;
    const { coverage } = this.coverage.value;
    const named = coverage.find(
      (one) => one.exchange === exchange && one.symbol === symbol && one.timeframe === timeframe,
    );
    const preset = this.presets.value.presets.find((one) => one.key === this.query.preset);
    this.payload = firstPayload(this.#type, {
      cloned: this.before.value?.payload,
      series: named ?? coverage[0],
      parameters: this.begun.value?.parameters ?? preset?.parameters,
    });
  }

  render() {
    if (this.types.error) return failed(this.types.error, this.types.reload);
    if (!this.types.value)
      return html`<h1>New job</h1>
        ${skeleton(8)}`;
    if (!this.params.type) return jobChoices(this.types.value);
    const type = this.#type;
    if (!type)
      return empty(
        `There is no form for ${this.params.type}`,
        "Send it over the REST API.",
        html`<a class="button" href="/new">All jobs</a>`,
      );
    const broken = [this.coverage, this.begun, this.presets, this.before].find(({ error }) => error);
    if (broken) return failed(broken.error, broken.reload);
    if (!this.payload) return skeleton(10);
    if (type.market === "stored" && !this.coverage.value.coverage.length) return noPrices(type);
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
        <div class="stack">
          ${
            this.raw === null
              ? this.#form(type)
              : panel(
                  "Payload as JSON",
                  jsonEditor(this.raw, (text) => (this.raw = text)),
                )
          }
        </div>
        <aside>
          ${panel("Before it is sent", this.#summary())}
          <p class="small muted">Or from a terminal:</p>
          <pre class="panel curl"><code>${curlOf(`${location.origin}/v1${type.path}`, this.payload)}</code></pre>
        </aside>
      </form>`;
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
      ${
        type.properties.base_params
          ? panel(
              "What stays fixed",
              fixedParameters(this.payload, this.presets.value.presets, {
                change: (payload) => this.#change(payload),
                error,
              }),
            )
          : nothing
      }
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

  /** How many combinations each market has; null where the job has none, or the named grid is not loaded. */
  #combinations() {
    if (!this.#gridJob) return null;
    const named = this.grids.value?.grids.find(
      (one) => one.job_type === this.params.type && one.name === this.payload.grid,
    );
    const { param_grid: own, max_combinations: most } = this.payload;
    const grid = own ?? named?.param_grid;
    if (!grid) return null;
    const all = own ? sizeOf(own) : (named.distinct ?? sizeOf(grid));
    return most > 0 ? Math.min(all, most) : all;
  }

  #summary() {
    return jobSummary({
      type: this.params.type,
      each: this.#combinations(),
      markets: this.payload.markets?.length ?? 1,
      speed: this.speed.value,
      refused: this.errors.filter((one) => !this.querySelector(`[data-field="${CSS.escape(one.field)}"]`)),
      sending: this.sending,
      json: this.raw !== null,
      toggle: () => this.#toggle(),
    });
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

customElements.define("q-new-job", NewJob);
