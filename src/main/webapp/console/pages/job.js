/** One job whole: how far it is, what was tried, what it was given and what it gave. */
import { Page, Resource, html, nothing, pace } from "../element.js";
import { get, post } from "../api.js";
import { between, count, duration, fixed, time, typeName } from "../format.js";
import { EventStream } from "../live.js";
import { link } from "../link.js";
import "../components/children-table.js";
import { confirm } from "../components/confirm.js";
import { ago, lastError, marketOf, progress, shownState, speed, stateOf } from "../components/job-row.js";
import { copyJson, jsonView } from "../components/json-view.js";
import { jobAsPython } from "../components/python.js";
import { outcome } from "../components/outcome.js";
import { panel, show } from "../components/states.js";
import { strategyName } from "../components/strategy-choice.js";
import { attemptTimeline } from "../components/timeline.js";
import { attempt } from "../components/toasts.js";

const neighbours = (jobs) =>
  jobs?.length
    ? jobs.map(
        (job, i) =>
          html`${i ? ", " : ""}<a href="/jobs/${job.id}"
              >${job.job_type ? typeName(job.job_type) : "deleted"} ${job.id}</a
            >`,
      )
    : null;

const over = (job) => ["succeeded", "failed", "canceled"].includes(job?.status);

class Job extends Page {
  constructor() {
    super();
    const every = () => (over(this.job.value) ? 0 : pace(15000, 2000)());
    const key = () => this.params.id;
    this.job = new Resource(this, (signal) => get(`/jobs/${encodeURIComponent(this.params.id)}`, null, signal), {
      every,
      key,
    });
    this.history = new Resource(
      this,
      (signal) => get(`/jobs/${encodeURIComponent(this.params.id)}/events`, { limit: 500 }, signal),
      { every, key },
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.stream = new EventStream(`/jobs/${encodeURIComponent(this.params.id)}/stream`, {
      job: (job) => this.#take(job),
      event: (event) => this.#event(event),
      end: () => this.#reload(),
      reset: () => this.#reload(),
    }).open();
    link.addEventListener("back", this.#reload);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stream.close();
    link.removeEventListener("back", this.#reload);
  }

  #reload = () => {
    this.job.reload();
    this.history.reload();
  };

  #take(job) {
    const known = this.job.value;
    if (!known) return;
    const turned = known.status !== job.status || known.worker_id !== job.worker_id;
    // A row has the beginning of the error only.
    const { error, ...changed } = job;
    this.job.value = { ...known, ...changed };
    this.requestUpdate();
    if (turned) this.#reload();
  }

  #event(event) {
    const events = this.history.value?.events;
    if (!events || events.some((one) => one.id === event.id)) return;
    this.history.value = { events: [...events, event] };
    this.requestUpdate();
    // It may say where the job can be watched.
    this.job.reload();
  }

  render() {
    return show(
      this.job,
      (job) =>
        html` <header class="page-head">
            <div>
              <a class="crumb" href="/jobs">Jobs</a>
              <h1>${typeName(job.job_type)} <span class="muted tabular">${job.id}</span></h1>
              <p class="sub row tight">
                ${stateOf(job)} <span class="muted">${this.#when(job)}</span> ${this.#strategy(job)}
              </p>
            </div>
            <div class="row tight">${this.#actions(job)}</div>
          </header>
          ${job.status === "running" ? this.#progress(job) : nothing}
          ${
            lastError(job)
              ? html`<section class="panel" aria-label="Error">
                  <header>
                    <h2 class="bad">${job.status === "failed" ? "Why it failed" : "Why the last attempt failed"}</h2>
                  </header>
                  <div class="panel-body stack">
                    <p class="error-text">${lastError(job)}</p>
                    ${
                      job.status === "failed"
                        ? html`<p class="soft small">
                            Mend the cause, then retry: it starts with fresh attempts and keeps this history. Or
                            duplicate it and change what it was given.
                          </p>`
                        : nothing
                    }
                  </div>
                </section>`
              : nothing
          }
          ${outcome(job)}
          ${
            job.children
              ? panel(`Children`, html`<q-children .job=${job}></q-children>`, {
                  flush: true,
                  note: `${count(job.children.total)} in all`,
                })
              : nothing
          }
          <div class="twin">
            <div class="stack">
              ${panel(
                "Attempts and events",
                show(this.history, ({ events }) => attemptTimeline(job, events)),
                {
                  note: `attempt ${job.attempt} of ${job.max_attempts}`,
                },
              )}
            </div>
            ${panel("Facts", this.#facts(job))}
          </div>
          ${panel("Payload", jsonView(job.payload), { extra: [copyJson(job.payload), jobAsPython(job)] })}
          ${job.result === null ? nothing : panel("Result", jsonView(job.result), { extra: copyJson(job.result) })}`,
      { lines: 12 },
    );
  }

  /** Of jobs that have to do with one. */
  #strategy({ payload, result }) {
    const said = result?.strategy ?? payload?.strategy;
    if (!said || said === "*") return nothing;
    return html`<span class="muted">with ${strategyName(said)}</span>`;
  }

  #when(job) {
    if (shownState(job) === "retrying")
      return html`attempt ${job.attempt + 1} of ${job.max_attempts} ${ago(job.run_at)}`;
    if (shownState(job) === "scheduled") return html`due ${ago(job.run_at)}`;
    if (job.status === "queued") return html`waits since ${ago(job.run_at)}`;
    if (job.status === "running") return html`for ${duration(between(job.started_at))} on ${job.worker_id}`;
    return html`${ago(job.finished_at)}, took
    ${duration(job.took_seconds ?? between(job.started_at ?? job.created_at, job.finished_at))}`;
  }

  #actions(job) {
    const cancel = html`<button class="danger" data-needs="operate" @click=${() => this.#cancel(job)}>Cancel</button>`;
    return html` ${over(job) ? nothing : cancel}
      ${
        ["failed", "canceled"].includes(job.status) && job.parent_id === null
          ? html`<button class="primary" data-needs="operate" @click=${() => this.#retry(job)}>Retry</button>`
          : nothing
      }
      <a class="button" href="/new/${encodeURIComponent(job.job_type)}?from=${job.id}">Duplicate</a>`;
  }

  #progress(job) {
    const { rate } = speed(job);
    return html`<section class="panel" aria-label="Progress">
      <div class="panel-body stack" data-live-progress>
        ${progress(job)}
        ${
          /^https?:/.test(job.link ?? "")
            ? html`<p class="small">
                <a href=${job.link} target="_blank" rel="noopener noreferrer">Watch it at ${new URL(job.link).host}</a>
              </p>`
            : nothing
        }
        ${
          rate
            ? html`<p class="muted small tabular">${rate >= 10 ? count(rate) : fixed(rate, 2)} a second</p>`
            : nothing
        }
      </div>
    </section>`;
  }

  #facts(job) {
    const facts = [
      ["Created", time(job.created_at)],
      ["Due", time(job.run_at)],
      ["Started", time(job.started_at)],
      ["Ended", time(job.finished_at)],
      ["Waited", job.started_at ? duration(Math.max(0, between(job.run_at, job.started_at))) : null],
      ["Market", marketOf({ market: job.payload?.symbol ? job.payload : null })],
      ["Worker", job.worker_id],
      ["Heard of", job.status === "running" ? ago(job.heartbeat_at) : null],
      ["Priority", String(job.priority)],
      ["Time limit", job.timeout_seconds ? `${duration(job.timeout_seconds)} an attempt` : null],
      ["Concurrency key", job.concurrency_key],
      ["After", neighbours(job.after)],
      ["Followed by", neighbours(job.followed_by)],
      ["Parent", job.parent_id === null ? null : html`<a href="/jobs/${job.parent_id}">${job.parent_id}</a>`],
    ];
    return html`<dl class="facts">
        ${facts
          .filter(([, value]) => value && value !== "–")
          .map(
            ([name, value]) =>
              html`<dt>${name}</dt>
                <dd>${value}</dd>`,
          )}
      </dl>
      <p class="muted small">Times are UTC.</p>`;
  }

  async #cancel(job) {
    if (
      await confirm({
        title: `Cancel job ${job.id}?`,
        text: "It stops at its next checkpoint, and its children with it. What it stored stays.",
        action: "Cancel the job",
        danger: true,
      })
    ) {
      await attempt(() => post(`/jobs/${job.id}/cancel`), "Canceled");
      this.#reload();
    }
  }

  async #retry(job) {
    await attempt(() => post(`/jobs/${job.id}/retry`), "Sent again with fresh attempts");
    this.#reload();
  }
}

customElements.define("q-job", Job);
