/** All jobs, newest first: filters in the address, pages by key, live rows, and actions on everything that matches. */
import { Page, Resource, guard, html, nothing, pace, repeat } from "../element.js";
import { get, queryText } from "../api.js";
import { count, duration, short, typeName, words } from "../format.js";
import { live } from "../live.js";
import { router } from "../router.js";
import { ACTIONS, bulk } from "../components/bulk.js";
import { ago, happening, marketOf, stateOf } from "../components/job-row.js";
import { savedFilters } from "../components/saved-filters.js";
import { empty, failed, skeleton } from "../components/states.js";

const LIMIT = 50;
const RETRYING = "retrying";
const STATES = ["queued", RETRYING, "running", "succeeded", "failed", "canceled"];
const FILTERS = ["status", "retrying", "job_type", "text", "created_from", "created_to"];
/** Live changes are drawn at most so often, however many come. */
const FRAME_MILLIS = 250;

class Jobs extends Page {
  constructor() {
    super();
    this.list = new Resource(
      this,
      (signal) => get("/jobs", { ...this.#filter(), cursor: this.query.cursor, limit: this.#limit() }, signal),
      { every: pace(30000, 4000), key: () => location.search, after: () => (this.fresh = 0) },
    );
    this.counts = new Resource(this, countJobs, { every: pace(5000, 5000) });
    this.fresh = 0;
    this.chosen = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = live.listen({ job: (job) => this.#take(job), reset: () => this.list.reload() });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearTimeout(this.soon);
    clearTimeout(this.typing);
  }

  filtersChanged() {
    this.chosen = new Set();
  }

  #filter() {
    const { status, retrying, job_type, text, created_from, created_to } = this.query;
    return { status, retrying, job_type, text, created_from: zone(created_from), created_to: zone(created_to) };
  }

  #limit() {
    return Math.min(200, Math.max(1, Number.parseInt(this.query.limit, 10) || LIMIT));
  }

  /** A changed job takes its row; a new one comes on top of the first page where the filters allow to tell. */
  #take(job) {
    const page = this.list.value;
    if (!page) return;
    const place = page.jobs.findIndex((one) => one.id === job.id);
    if (place >= 0) {
      page.jobs = page.jobs.with(place, { ...page.jobs[place], ...job });
    } else if (this.#belongs(job)) {
      if (this.query.cursor || this.query.text) this.fresh++;
      else page.jobs = [job, ...page.jobs].slice(0, Math.max(this.#limit(), page.jobs.length));
    } else {
      return;
    }
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.requestUpdate();
    }, FRAME_MILLIS);
  }

  #belongs(job) {
    const { status, retrying, job_type, created_from, created_to } = this.#filter();
    if (retrying) return false;
    const newest = this.list.value.jobs[0];
    return (
      (!status || status === job.status) &&
      (!job_type || job_type === job.job_type) &&
      (!newest || job.id > newest.id) &&
      (!created_from || Date.parse(job.created_at) >= Date.parse(created_from)) &&
      (!created_to || Date.parse(job.created_at) < Date.parse(created_to))
    );
  }

  render() {
    const { job_type, text, created_from, created_to } = this.query;
    const filtered = FILTERS.some((name) => this.query[name]);
    const counts = this.counts.value;
    const types = counts?.by_type.map((type) => type.job_type) ?? [];
    if (job_type && !types.includes(job_type)) types.push(job_type);
    return html` <header class="page-head">
        <div><h1>Jobs</h1></div>
      </header>
      <div class="tabs" role="navigation" aria-label="State">
        ${[["", "All", counts?.total], ...STATES.map((state) => [state, words(state), this.#of(state)])].map((tab) =>
          this.#tab(...tab),
        )}
      </div>
      <div class="filters">
        <div class="field">
          <label for="type">Type</label
          ><select id="type" @change=${(event) => this.#set({ job_type: event.target.value })}>
            <option value="" ?selected=${!job_type}>All types</option>
            ${types.map(
              (type) => html`<option value=${type} ?selected=${type === job_type}>${typeName(type)}</option>`,
            )}
          </select>
        </div>
        <div class="field wide">
          <label for="text">Text in payload or error</label
          ><input
            id="text"
            type="search"
            placeholder="BTC/USD, a setting, part of an error"
            .value=${text ?? ""}
            @input=${(event) => this.#type({ text: event.target.value })}
          />
        </div>
        <div class="field date">
          <label for="from">Created from (UTC)</label
          ><input
            id="from"
            type="datetime-local"
            .value=${created_from ?? ""}
            @change=${(event) => this.#set({ created_from: event.target.value })}
          />
        </div>
        <div class="field date">
          <label for="to">to (UTC)</label
          ><input
            id="to"
            type="datetime-local"
            .value=${created_to ?? ""}
            @change=${(event) => this.#set({ created_to: event.target.value })}
          />
        </div>
        ${filtered ? html`<a class="button quiet" href="/jobs">Clear</a>` : nothing} ${savedFilters(this, FILTERS)}
      </div>
      <section class="panel flush" aria-label="Jobs">
        <header>
          <h2>${filtered ? "Matching jobs" : "Every job"}</h2>
          <span class="grow"></span>
          ${this.#actions(filtered)}
        </header>
        <div class="panel-body">${this.#table()}</div>
        ${this.#pager()}
      </section>`;
  }

  #tab(state, name, number) {
    const { status = "", retrying } = this.query;
    const here = retrying ? state === RETRYING : status === state;
    const query = state === RETRYING ? { status: "queued", retrying: true } : { status: state, retrying: undefined };
    return html` <a
      href=${`/jobs${queryText({ ...this.query, cursor: undefined, ...query })}`}
      aria-current=${here ? "true" : nothing}
      >${name} <span class="n">${number === undefined ? "" : short(number)}</span></a
    >`;
  }

  /** For what is chosen, or for all that match a filter, which a number says where it is known; never for every job. */
  #actions(filtered) {
    const chosen = this.chosen.size;
    if (!chosen && !filtered) return nothing;
    const { status, text, created_from, created_to } = this.query;
    const known =
      !text && !created_from && !created_to && status ? this.#of(this.query.retrying ? RETRYING : status) : null;
    const rows = this.list.value?.jobs.filter((job) => this.chosen.has(job.id)) ?? [];
    const states = chosen ? rows.map((job) => job.status) : status ? [status] : STATES;
    const number = (those) => (chosen ? states.filter((state) => those.includes(state)).length : known);
    return html`<span class="muted small">${chosen ? `${count(chosen)} selected:` : "All that match:"}</span>
      ${Object.entries(ACTIONS)
        .filter(([, { states: those }]) => those.some((state) => states.includes(state)))
        .map(
          ([action, { name, states: those }]) =>
            html`<button
              class=${action === "delete" ? "danger" : ""}
              data-bulk=${action}
              data-needs="operate"
              @click=${() => this.#bulk(action)}
            >
              ${name}${number(those) ? ` ${count(number(those))}` : ""}…
            </button>`,
        )}
      ${
        chosen
          ? html`<button class="quiet" @click=${() => this.#choose([...this.chosen], false)}>Select none</button>`
          : nothing
      }`;
  }

  #of(state) {
    const counts = this.counts.value;
    const type = this.query.job_type;
    if (state === RETRYING) return counts?.retrying(type);
    return type ? counts?.by_type.find((one) => one.job_type === type)?.[state] : counts?.by_state[state];
  }

  #table() {
    const page = this.list.value;
    if (!page) return this.list.error ? failed(this.list.error, this.list.reload) : skeleton(10);
    if (!page.jobs.length) {
      return location.search
        ? empty("No job matches", "Widen the filters to see more.", html`<a class="button" href="/jobs">All jobs</a>`)
        : empty(
            "No jobs yet",
            "Upload prices, then start a discovery: the first job appears here the moment it is sent.",
            html`<a class="button primary" href="/new">New job</a>`,
          );
    }
    return html`${
        this.fresh
          ? html`<button class="new-rows" @click=${() => (this.query.cursor ? this.#set({}) : this.list.reload())}>
              Newer jobs came: show them
            </button>`
          : nothing
      }
      <table class="jobs-table cards">
        <colgroup>
          <col class="pick" />
          <col class="id" />
          <col class="type" />
          <col class="state" />
          <col />
          <col class="when" />
          <col class="took" />
          <col class="worker" />
        </colgroup>
        <thead>
          <tr>
            <th>
              <input
                type="checkbox"
                aria-label="Select all jobs of this page"
                .checked=${page.jobs.every((job) => this.chosen.has(job.id))}
                @change=${(event) =>
                  this.#choose(
                    page.jobs.map((job) => job.id),
                    event.target.checked,
                  )}
              />
            </th>
            <th>Job</th>
            <th>Type</th>
            <th>State</th>
            <th>Progress or error</th>
            <th>Created</th>
            <th class="num">Took</th>
            <th>Worker</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            page.jobs,
            (job) => job.id,
            (job) => guard([job, this.chosen.has(job.id)], () => this.#row(job)),
          )}
        </tbody>
      </table>`;
  }

  #pager() {
    const page = this.list.value;
    if (!page?.jobs.length) return nothing;
    return html`<div class="pager">
      <span class="muted small">${this.query.cursor ? "Older jobs" : "Newest first"}</span>
      <span class="row tight"
        >${
          this.query.cursor
            ? html`<a class="button" href=${`/jobs${queryText({ ...this.query, cursor: undefined })}`}>Newest</a>`
            : nothing
        }
        ${
          page.next_cursor
            ? html`<a class="button" rel="next" href=${`/jobs${queryText({ ...this.query, cursor: page.next_cursor })}`}
                >Older</a
              >`
            : nothing
        }</span
      >
    </div>`;
  }

  #set(changes) {
    router.filter({ cursor: "", ...changes });
  }

  #type(changes) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => router.filter({ cursor: "", ...changes }, { replace: true }), 300);
  }

  #row(job) {
    return html`<tr>
      <td>
        <input
          type="checkbox"
          aria-label="Select job ${job.id}"
          .checked=${this.chosen.has(job.id)}
          @change=${(event) => this.#choose([job.id], event.target.checked)}
        />
      </td>
      <td>
        <a href="/jobs/${job.id}" class="tabular">${job.id}<span class="only-s"> ${typeName(job.job_type)}</span></a>
      </td>
      <td class="kind">
        <span class="clip hide-s">${typeName(job.job_type)}</span>
        <span class="clip soft small">${marketOf(job)}</span>
      </td>
      <td>${stateOf(job)}</td>
      <td class="full">${happening(job)}</td>
      <td class="soft">${ago(job.created_at)}</td>
      <td class="num soft">
        ${job.took_seconds === null ? nothing : html`<span class="only-s">took </span>`}${duration(job.took_seconds)}
      </td>
      <td class="hide-s"><div class="clip soft">${job.worker_id ?? "–"}</div></td>
    </tr>`;
  }

  /** Acts on the chosen rows, or on everything that the filter finds. */
  async #bulk(action) {
    const filter = Object.fromEntries(Object.entries(this.#filter()).filter(([, value]) => value));
    const selection = this.chosen.size ? { ids: [...this.chosen] } : filter;
    if (!(await bulk(action, selection))) return;
    this.chosen = new Set();
    this.list.reload();
    this.counts.reload();
  }

  #choose(ids, on) {
    const chosen = new Set(this.chosen);
    for (const id of ids) {
      if (on) chosen.add(id);
      else chosen.delete(id);
    }
    this.chosen = chosen;
    this.requestUpdate();
  }
}

/** What a date field says is UTC here. */
const zone = (text) => (text && !/[Z+]/.test(text) ? `${text}${text.length === 16 ? ":00" : ""}Z` : text);

/** All jobs by state and type, and how many of them wait for another attempt. */
async function countJobs(signal) {
  const [counts, { types }] = await Promise.all([get("/jobs/counts", null, signal), get("/queues", null, signal)]);
  return {
    ...counts,
    retrying: (only) =>
      types.filter((type) => !only || type.job_type === only).reduce((sum, type) => sum + type.retrying, 0),
  };
}

customElements.define("q-jobs", Jobs);
