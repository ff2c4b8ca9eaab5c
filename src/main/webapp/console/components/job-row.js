/** Pieces of a job that lists and pages share. */
import { html, nothing, vars } from "../element.js";
import { between, count, duration, share } from "../format.js";
import { badge } from "./state-badge.js";
import "./ago.js";

/** What a row calls a job's state: queued jobs that are due later are scheduled. */
export const shownState = (job) =>
  job.status === "queued" && job.run_at && Date.parse(job.run_at) > Date.now() ? "scheduled" : job.status;

/** A job's state as a badge. */
export const stateOf = (job) => badge(shownState(job));

/** Units done in a second and seconds to go: the server's where it tells, else since the start. */
export function speed(job) {
  if (job.status !== "running") return {};
  const done = job.progress_current;
  const rate = job.progress_rate ?? (done > 0 ? done / Math.max(between(job.started_at), 0.5) : null);
  const eta = job.eta_seconds ?? (rate && job.progress_total > done ? (job.progress_total - done) / rate : null);
  return { rate, eta };
}

/** A bar with what is done, and when it should be. */
export function progress(job, { message = true } = {}) {
  if (job.status === "queued" && !job.progress_current) return nothing;
  const known = job.progress_total > 0;
  const done = known ? Math.min(1, job.progress_current / job.progress_total) : 0;
  if (job.status !== "running") {
    return html`<span class="soft small clip" title=${job.progress_message ?? ""}
      >${job.progress_message ?? nothing}</span
    >`;
  }
  const { eta } = speed(job);
  return html`<div class="progress">
    <span
      class="bar ${known ? "" : "unknown"} s-running"
      role="progressbar"
      aria-label="Progress"
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${known ? Math.round(done * 100) : nothing}
      ><i ${vars({ "--w": `${(done * 100).toFixed(1)}%`, "--c": "var(--running)" })}></i
    ></span>
    <span class="small soft clip"
      >${
        known
          ? `${share(done)} · ${count(job.progress_current)} of ${count(job.progress_total)}`
          : count(job.progress_current)
      }${
        eta ? ` · ${duration(eta)} left` : ""
      }${message && job.progress_message ? ` · ${job.progress_message}` : ""}</span
    >
  </div>`;
}

/** A time that says how long ago it is. */
export const ago = (ts) => (ts ? html`<q-ago class="nowrap" .ts=${ts}></q-ago>` : html`<span class="muted">–</span>`);
