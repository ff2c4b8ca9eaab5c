/** Is everything well? Lanes, workers, what came and went, and what failed. */
import { Page, Resource, html, nothing, pace } from "../element.js";
import { get, post } from "../api.js";
import { count, duration, share, short } from "../format.js";
import { live } from "../live.js";
import { findProblems, queueState } from "../problems.js";
import { activityChart } from "../components/activity-chart.js";
import { retryCause } from "../components/bulk.js";
import { confirm } from "../components/confirm.js";
import { failuresTable, lanesTable, runningTable, typesTable, workersTable } from "../components/queue-tables.js";
import { panel, show } from "../components/states.js";
import { attempt } from "../components/toasts.js";

/** A node hears within a second that it is to drain, and one that runs nothing has drained then. */
const DRAIN_MILLIS = 2500;

class Overview extends Page {
  static properties = { ...Page.properties, minutes: { state: true } };

  constructor() {
    super();
    this.minutes = 60;
    this.state = new Resource(this, queueState, { every: pace(5000, 4000) });
    this.running = new Resource(this, (signal) => get("/jobs", { status: "running", limit: 50 }, signal), {
      every: pace(15000, 4000),
    });
    this.activity = new Resource(this, (signal) => get("/operations/activity", { minutes: this.minutes }, signal), {
      every: () => (this.minutes > 60 ? 60000 : 10000),
      key: () => this.minutes,
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = live.listen({ job: (job) => this.#take(job), reset: () => this.running.reload() });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearTimeout(this.soon);
  }

  /** Running rows follow the stream; the figures follow a little later, once for many changes. */
  #take(job) {
    const list = this.running.value?.jobs;
    if (!list) return;
    const others = list.filter((one) => one.id !== job.id);
    this.running.value = { jobs: job.status === "running" ? [job, ...others].sort((a, b) => b.id - a.id) : others };
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.requestUpdate();
    }, 250);
  }

  render() {
    return html` <header class="page-head">
        <div>
          <h1>Overview</h1>
          ${this.#headline()}
        </div>
      </header>
      ${this.#tiles()}
      ${panel(
        "Jobs over time",
        show(this.activity, (value) => activityChart(value, this.state.value?.lanes), { lines: 6 }),
        {
          extra: html`<div class="segmented" role="group" aria-label="Time span">
            ${[
              [15, "15 min"],
              [60, "1 h"],
              [360, "6 h"],
              [1440, "24 h"],
            ].map(
              ([minutes, text]) =>
                html`<button aria-pressed=${this.minutes === minutes} @click=${() => (this.minutes = minutes)}>
                  ${text}
                </button>`,
            )}
          </div>`,
        },
      )}
      <div class="grid two">
        ${panel(
          "Lanes",
          show(this.state, ({ lanes }) => lanesTable(lanes, this.#turn)),
          { id: "lanes", flush: true },
        )}
        ${panel(
          "Workers",
          show(this.state, ({ workers }) => workersTable(workers, this.running.value?.jobs ?? [], this.#drain)),
          { id: "workers", flush: true },
        )}
      </div>
      <div class="grid two">
        ${panel(
          "Running now",
          show(this.running, ({ jobs }) => runningTable(jobs)),
          { flush: true, extra: html`<a class="small" href="/jobs?status=running">All running</a>` },
        )}
        ${panel(
          "Failures of the last hour",
          show(this.state, ({ causes }) => failuresTable(causes, this.#again)),
          { flush: true, extra: html`<a class="small" href="/jobs?status=failed">All failed</a>` },
        )}
      </div>
      ${panel(
        "Types",
        show(this.state, ({ types }) => typesTable(types, this.#turn)),
        { id: "types", flush: true },
      )}`;
  }

  #headline() {
    const state = this.state.value;
    if (!state) return html`<p class="sub">Looking at the queue…</p>`;
    const problems = findProblems(state).filter((problem) => problem.severity !== "note");
    return problems.length
      ? html`<p class="sub">
          <b class="bad">✕ ${problems[0].title}.</b> ${problems.length > 1 ? `${problems.length - 1} more.` : ""}
          <a href="/problems">What to do</a>
        </p>`
      : html`<p class="sub">
          <b class="good">● All is well.</b> Every lane is served, and nothing waits longer than it should.
        </p>`;
  }

  #tiles() {
    const state = this.state.value;
    const activity = this.activity.value;
    const sum = (field) => state?.lanes.reduce((all, lane) => all + lane[field], 0);
    const oldest = state && Math.max(0, ...state.lanes.map((lane) => lane.oldest_wait_seconds));
    return html`<div class="tiles">
      <a class="tile" href="/jobs?status=running"
        ><span class="label">Running</span><span class="value">${short(sum("running"))}</span>
        <span class="under">${state ? `${count(sum("waiting"))} wait for children` : nothing}</span></a
      >
      <a class="tile" href="/jobs?status=queued"
        ><span class="label">Due and waiting</span><span class="value">${short(sum("queued"))}</span>
        <span class="under">${state ? later(sum("scheduled"), sum("retrying")) : nothing}</span></a
      >
      <div class="tile">
        <span class="label">Oldest waits</span><span class="value">${state ? duration(oldest) : "–"}</span>
        <span class="under">since it was due</span>
      </div>
      <div class="tile">
        <span class="label">Throughput</span><span class="value">${short(sum("finished_last_minute"))}</span>
        <span class="under">jobs ended in the last minute</span>
      </div>
      <div class="tile">
        <span class="label">Pick-up, median</span
        ><span class="value">${duration(activity?.pick_up.median_seconds)}</span>
        <span class="under">95%: ${duration(activity?.pick_up.p95_seconds)}</span>
      </div>
      <div class="tile">
        <span class="label">Failed</span><span class="value">${activity ? share(failedShare(activity), 1) : "–"}</span>
        <span class="under">of those that ended in ${this.minutes === 60 ? "the hour" : `${this.minutes} min`}</span>
      </div>
    </div>`;
  }

  #turn = async (kind, path, paused, name) => {
    if (
      !paused &&
      !(await confirm({
        title: `Pause ${name}?`,
        text: `Nothing of this ${kind} is started until you resume it. Running jobs go on, and new ones may be sent.`,
        action: "Pause",
      }))
    )
      return;
    await attempt(
      () => post(`${path}/${paused ? "resume" : "pause"}`),
      `${name} is ${paused ? "served again" : "paused"}`,
    );
    this.state.reload();
  };

  #again = async (cause) => (await retryCause(cause)) && this.state.reload();

  #drain = async (worker, resume) => {
    if (
      !resume &&
      !(await confirm({
        title: `Drain ${worker.id}?`,
        text: "It takes nothing new, finishes what it can, and hands the rest back to the queue. No attempt is lost.",
        action: "Drain",
      }))
    )
      return;
    await attempt(
      () => post(`/workers/${encodeURIComponent(worker.id)}/${resume ? "resume" : "drain"}`),
      `${worker.id} ${resume ? "works again" : "drains"} within a second or two`,
    );
    this.state.reload();
    setTimeout(this.state.reload, DRAIN_MILLIS);
  };
}

const later = (scheduled, retrying) =>
  `${count(scheduled)} scheduled${retrying ? `, ${count(retrying)} of them retries` : ""}`;

function failedShare({ buckets }) {
  const sum = (field) => buckets.reduce((all, bucket) => all + bucket[field], 0);
  const ended = sum("succeeded") + sum("failed");
  return ended ? sum("failed") / ended : 0;
}

customElements.define("q-overview", Overview);
