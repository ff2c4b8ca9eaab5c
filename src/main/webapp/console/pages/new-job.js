/** Starts a job: choose what, then a form with presets and grids, its size and an estimate before it is sent. */
import { Page, Resource, html, nothing } from "../element.js";
import { ApiError, idempotencyKey, post, put } from "../api.js";
import { sizeOf } from "../grid-values.js";
import { curlOf, searchOf, withWholeMarkets, wholeOf } from "../job-payload.js";
import { speedOf } from "../job-speed.js";
import { chosenGrid, distinctOf, startOf } from "../job-start.js";
import { counts, valueOf, withValue } from "../job-types.js";
import { router } from "../router.js";
import { strategyOf } from "../strategy-source.js";
import { fieldOf, marketFields } from "../components/form-fields.js";
import { jobChoices, noPrices } from "../components/job-choices.js";
import { jobSummary } from "../components/job-summary.js";
import { jsonEditor } from "../components/json-view.js";
import { marketRows } from "../components/market-rows.js";
import { FIRST_PLAN } from "../components/schedule-plan.js";
import { searchPanels } from "../components/search-panels.js";
import { empty, failed, panel, skeleton } from "../components/states.js";
import { strategyField } from "../components/strategy-choice.js";
import { attempt, toast } from "../components/toasts.js";

const PAUSE = 300;

class NewJob extends Page {
  constructor() {
    super();
    this.payload = null;
    this.options = {};
    this.errors = [];
    this.raw = null;
    this.plan = null;
    this.sending = false;
    this.start = new Resource(this, (signal) => startOf(this.params.type, this.query, signal), {
      key: () => this.params.type,
      after: ({ whole, payload, schedule, types }) => {
        if (this.payload || !payload) return;
        this.whole = whole;
        if (schedule || this.query.plan) this.plan = schedule ?? FIRST_PLAN;
        if (schedule && !types[this.params.type].path) this.raw = JSON.stringify(payload, null, 2);
        this.#change(payload);
      },
    });
    this.speed = new Resource(this, async (signal) => (this.params.type ? speedOf(this.params.type, signal) : null), {
      key: () => this.params.type,
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  get #type() {
    return this.start.value?.types[this.params.type];
  }

  get #gridJob() {
    return this.#type.properties.param_grid !== undefined;
  }

  /** Another strategy: its own parameters and grids, and nothing of those of the one before. */
  async #choose(said) {
    const whole = this.#gridJob ? await attempt(() => strategyOf(said)) : null;
    if (whole === undefined) return;
    this.whole = whole;
    const { strategy, grid, param_grid: own, base_params: base, ...rest } = this.payload;
    this.#change({
      ...(said ? { strategy: said } : {}),
      ...rest,
      ...(whole ? searchOf(whole, this.params.type, {}) : {}),
    });
  }

  render() {
    const start = this.start.value;
    if (!start)
      return this.start.error
        ? failed(this.start.error, this.start.reload)
        : html`<h1>New job</h1>
            ${skeleton(8)}`;
    if (!this.params.type) return jobChoices(start.types);
    const type = this.#type;
    if (!type)
      return empty(
        `There is no form for ${this.params.type}`,
        "Send it over the REST API.",
        html`<a class="button" href="/new">All jobs</a>`,
      );
    if (type.market === "stored" && !start.coverage.length) return noPrices(type);
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
            this.plan
              ? panel(
                  "Schedule",
                  html`<q-schedule-plan
                    .plan=${this.plan}
                    ?fixed=${Boolean(this.query.schedule)}
                    .errors=${this.errors}
                    @plan=${(event) => this.#planned(event.detail)}
                  ></q-schedule-plan>`,
                )
              : nothing
          }
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
          <pre class="panel curl"><code>${this.#curl(type)}</code></pre>
        </aside>
      </form>`;
  }

  #curl({ path }) {
    const { origin } = location;
    return this.plan
      ? curlOf(`${origin}/v1/schedules/${this.plan.name}`, this.#definition(), "PUT")
      : curlOf(`${origin}/v1${path}`, this.payload);
  }

  /** What a schedule is stored as. */
  #definition() {
    const { cron, time_zone, missed_fires, priority, paused } = this.plan;
    return { job_type: this.params.type, cron, time_zone, missed_fires, priority, paused, payload: this.payload };
  }

  #planned(plan) {
    this.plan = plan;
    this.errors = [];
    this.requestUpdate();
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
        type.properties.strategy
          ? panel(
              "Strategy",
              strategyField(this.payload.strategy, this.start.value.list, {
                choose: (said) => this.#choose(said),
                whole: this.whole,
                all: !this.#gridJob && this.params.type !== "patterns_refresh",
                error: error("strategy"),
              }),
            )
          : nothing
      }
      ${type.market ? panel(type.properties.markets ? "Markets" : "Market", this.#markets(type, set, error)) : nothing}
      ${
        this.#gridJob
          ? searchPanels(this.payload, this.whole, {
              type: this.params.type,
              presets: this.start.value.presets,
              change: (payload) => this.#change(payload),
              error,
            })
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
    const { coverage } = this.start.value;
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

  /** How many combinations each market has; null where the job has none. */
  #combinations() {
    const grid = this.#gridJob ? chosenGrid(this.payload, this.whole, this.params.type) : undefined;
    if (!grid) return null;
    const most = this.payload.max_combinations > 0 ? this.payload.max_combinations : Infinity;
    return Math.min(this.distinct ?? sizeOf(grid), most);
  }

  /** A discovery leaves out what cannot differ: how much that is, the server knows. */
  async #count() {
    const { payload } = this;
    const grid = chosenGrid(payload, this.whole, this.params.type);
    const distinct = grid && this.#type.properties.max_combinations ? await distinctOf(payload, grid) : undefined;
    if (payload !== this.payload) return;
    this.distinct = distinct;
    this.requestUpdate();
  }

  #summary() {
    return jobSummary({
      type: this.params.type,
      each: this.#combinations(),
      markets: this.payload.markets?.length ?? 1,
      speed: this.speed.value,
      refused: this.errors.filter((one) => !this.#shown(one.field)),
      sending: this.sending,
      json: this.raw !== null,
      toggle: () => this.#toggle(),
      planned: this.plan !== null,
      plan: () => this.#planned(this.plan ? null : FIRST_PLAN),
    });
  }

  #shown(name) {
    return this.querySelector(`[data-field="${CSS.escape(name)}"], [data-field="plan.${CSS.escape(name)}"]`);
  }

  #toggle() {
    if (this.raw === null) this.raw = JSON.stringify(this.payload, null, 2);
    else if (!this.#parse()) return;
    else this.#formAgain();
    this.requestUpdate();
  }

  /** What was written may name another strategy. */
  async #formAgain() {
    const whole = this.#gridJob ? await attempt(() => strategyOf(this.payload.strategy)) : null;
    if (whole === undefined) return;
    this.whole = whole;
    this.raw = null;
    this.#change(withWholeMarkets(this.payload));
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
    this.distinct = undefined;
    clearTimeout(this.pause);
    if (this.#gridJob) this.pause = setTimeout(() => this.#count(), PAUSE);
    this.requestUpdate();
  }

  async #store() {
    const { name } = this.plan;
    if (!name)
      throw new ApiError(0, { detail: "name is required", errors: [{ field: "name", reason: "is required" }] });
    await put(`/schedules/${encodeURIComponent(name)}`, this.#definition());
    toast(`${name} is stored`);
    router.go("/schedules");
  }

  async #send(event) {
    event.preventDefault();
    if (this.sending || (this.raw !== null && !this.#parse())) return;
    this.sending = true;
    this.errors = [];
    this.requestUpdate();
    this.key ??= idempotencyKey();
    try {
      if (this.plan) await this.#store();
      else {
        const answer = await post(this.#type.path, this.payload, this.options, this.key);
        router.go(`/jobs/${answer.job.id}`);
      }
    } catch (failure) {
      this.key = undefined;
      const errors = failure.errors?.length ? failure.errors : [{ field: "", reason: failure.message }];
      this.errors = errors.map((one) => ({ ...one, field: one.field.replace(/^payload\./, "") }));
      await this.updateComplete;
      this.querySelector(".field.wrong input, .notice.bad")?.scrollIntoView({ block: "center" });
    }
    this.sending = false;
    this.requestUpdate();
  }
}

customElements.define("q-new-job", NewJob);
