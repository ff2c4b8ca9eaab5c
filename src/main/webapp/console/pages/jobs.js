/** All jobs, newest first: filters in the address, pages by key, live rows, and actions on everything that matches. */
import { Page, Resource, guard, html, nothing, pace, repeat } from "../element.js";
import { get, post, queryText } from "../api.js";
import { count, duration, short, typeName, words } from "../format.js";
import { live } from "../live.js";
import { router } from "../router.js";
import { confirm } from "../components/confirm.js";
import { ago, progress, stateOf } from "../components/job-row.js";
import { empty, failed, skeleton } from "../components/states.js";
import { attempt } from "../components/toasts.js";

const LIMIT = 50;
const STATES = ["queued", "running", "succeeded", "failed", "canceled"];
const ACTIONS = {
  cancel: ["Cancel", "canceled", "Those that have not ended are canceled, with their children."],
  retry: ["Retry", "sent again", "Failed and canceled jobs start again with fresh attempts; their history stays."],
  delete: ["Delete", "deleted", "Ended jobs go, with their events and attempts. This cannot be undone."],
};
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
    this.counts = new Resource(this, (signal) => get("/jobs/counts", null, signal), { every: pace(5000, 5000) });
    this.fresh = 0;
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

  #filter() {
    const { status, job_type, text, created_from, created_to } = this.query;
    return { status, job_type, text, created_from: zone(created_from), created_to: zone(created_to) };
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
    const { status, job_type, created_from, created_to } = this.#filter();
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
    const { status, job_type, text, created_from, created_to } = this.query;
    const filtered = status || job_type || text || created_from || created_to;
    const counts = this.counts.value;
    const types = counts?.by_type.map((type) => type.job_type) ?? [];
    if (job_type && !types.includes(job_type)) types.push(job_type);
    return html` <header class="page-head">
        <div><h1>Jobs</h1></div>
      </header>
      <div class="tabs" role="navigation" aria-label="State">
        ${[["", "All", counts?.total], ...STATES.map((state) => [state, words(state), this.#of(state)])].map(
          ([state, name, number]) =>
            html` <a
              href=${`/jobs${queryText({ ...this.query, cursor: undefined, status: state })}`}
              aria-current=${(status ?? "") === state ? "true" : nothing}
              >${name} <span class="n">${number === undefined ? "" : short(number)}</span></a
            >`,
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
        ${filtered ? html`<a class="button quiet" href="/jobs">Clear</a>` : nothing}
      </div>
      <section class="panel flush" aria-label="Jobs">
        <header>
          <h2>${filtered ? "Matching jobs" : "Every job"}</h2>
          <span class="grow"></span>
          <span class="muted small">${filtered ? "All that match:" : "All jobs:"}</span>
          ${Object.entries(ACTIONS).map(
            ([action, [name]]) =>
              html`<button
                class=${action === "delete" ? "danger" : ""}
                data-bulk=${action}
                @click=${() => this.#bulk(action)}
              >
                ${name}…
              </button>`,
          )}
        </header>
        <div class="panel-body">${this.#table()}</div>
        ${this.#pager()}
      </section>`;
  }

  #of(state) {
    const counts = this.counts.value;
    const type = this.query.job_type;
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
            <th>Job</th>
            <th>Type</th>
            <th>State</th>
            <th>Progress</th>
            <th>Created</th>
            <th class="num">Took</th>
            <th>Worker</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            page.jobs,
            (job) => job.id,
            (job) => guard([job], () => row(job)),
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

  async #bulk(action) {
    const [name, done, what] = ACTIONS[action];
    const filter = Object.fromEntries(Object.entries(this.#filter()).filter(([, value]) => value));
    const selection = Object.keys(filter).length ? filter : { all: true };
    const dry = await attempt(() => post(`/jobs/bulk/${action}`, { ...selection, dry_run: true }));
    if (!dry) return;
    const chosen = Object.entries(filter).map(
      ([key, value]) => html`<span class="chip"><span>${key}</span><b>${value}</b></span>`,
    );
    const yes = await confirm({
      title: dry.matched
        ? `${name} ${count(dry.matched)} ${dry.matched === 1 ? "job" : "jobs"}?`
        : `Nothing to ${action}`,
      text: html`<p>${dry.matched ? what : "No job that matches is in a state that allows it."}</p>
        <p class="chips">${chosen.length ? chosen : html`<b>All jobs, no filter.</b>`}</p>`,
      action: dry.matched ? `${name} ${count(dry.matched)}` : null,
      danger: action !== "retry",
    });
    if (!yes) return;
    await attempt(
      () => post(`/jobs/bulk/${action}`, selection),
      (answer) => `${count(answer.changed)} of ${count(answer.matched)} ${done}`,
    );
    this.list.reload();
    this.counts.reload();
  }
}

/** What a date field says is UTC here. */
const zone = (text) => (text && !/[Z+]/.test(text) ? `${text}${text.length === 16 ? ":00" : ""}Z` : text);

const row = (job) =>
  html`<tr>
    <td>
      <a href="/jobs/${job.id}" class="tabular">${job.id}<span class="only-s"> ${typeName(job.job_type)}</span></a>
    </td>
    <td class="hide-s"><span class="clip">${typeName(job.job_type)}</span></td>
    <td>${stateOf(job)}</td>
    <td class="full"><div class="clip">${progress(job)}</div></td>
    <td class="soft hide-s">${ago(job.created_at)}</td>
    <td class="num soft hide-s">${duration(job.took_seconds)}</td>
    <td class="hide-s"><div class="clip soft">${job.worker_id ?? "–"}</div></td>
  </tr>`;

customElements.define("q-jobs", Jobs);
