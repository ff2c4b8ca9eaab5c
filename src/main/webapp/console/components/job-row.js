/** Pieces of a job that lists and pages share. */
import { html, nothing, vars } from "../element.js";
import { between, count, duration, relative, share } from "../format.js";
import { badge } from "./state-badge.js";
import "./ago.js";

/** What a row calls a job's state: queued jobs whose last attempt failed are retrying, others due later scheduled. */
export function shownState(job) {
  if (job.status !== "queued") return job.status;
  if (lastError(job)) return "retrying";
  return job.run_at && Date.parse(job.run_at) > Date.now() ? "scheduled" : "queued";
}

/** Why a job failed, or why the attempt did after which it is tried again. */
export const lastError = (job) =>
  job.error ?? (job.status === "queued" && job.attempt > 0 ? job.attempts?.at(-1)?.error : null) ?? null;

/** "BTC/USD 30m sample" of a row; undefined where its payload names no market. */
export const marketOf = ({ market }) =>
  market ? [market.symbol, market.timeframe, market.exchange].filter(Boolean).join(" ") : undefined;

/** What a row says of a job: its error where it has one, else how far it is. */
export function happening(job) {
  const error = lastError(job);
  if (!error) return progress(job);
  const again =
    job.status === "queued"
      ? html`<span class="soft">attempt ${job.attempt + 1} of ${job.max_attempts} ${relative(job.run_at)}:</span> `
      : nothing;
  return html`<span class="small two-lines" title=${error}>${again}<span class="bad">${error}</span></span>`;
}

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
