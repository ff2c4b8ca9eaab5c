/** A job's attempts from first to last, each with the events that were written while it ran. */
import { html, nothing } from "../element.js";
import { between, clock, duration, time, words } from "../format.js";

const MARKS = {
  succeeded: ["●", "succeeded"],
  failed: ["✕", "failed"],
  timed_out: ["✕", "failed"],
  lost: ["✕", "failed"],
  canceled: ["⊘", "canceled"],
  handed_back: ["↩", "queued"],
  fanned_out: ["⋔", "waiting"],
  running: ["◐", "running"],
};
const WORDS = {
  succeeded: "succeeded",
  failed: "failed",
  timed_out: "took longer than it may",
  lost: "was lost: its worker died or froze",
  canceled: "was canceled",
  handed_back: "was handed back by a draining node; it does not count",
  fanned_out: "fanned out into children",
  running: "is running",
};

/** @param {object} job with `attempts` @param {object[]} events in the order of writing */
export function attemptTimeline(job, events) {
  const attempts = [...job.attempts];
  if (job.status === "running" && job.worker_id && !attempts.some((one) => !one.finished_at)) {
    attempts.push({
      step: "run",
      attempt: job.attempt,
      worker_id: job.worker_id,
      started_at: job.started_at,
      finished_at: null,
      outcome: null,
      error: null,
    });
  }
  const first = attempts.length ? Date.parse(attempts[0].started_at) : Infinity;
  const groups = [
    { events: events.filter((event) => Date.parse(event.ts) < first) },
    ...attempts.map((one, k) => ({
      attempt: one,
      events: events.filter(
        (event) =>
          Date.parse(event.ts) >= Date.parse(one.started_at) &&
          (k === attempts.length - 1 || Date.parse(event.ts) < Date.parse(attempts[k + 1].started_at)),
      ),
    })),
  ];
  return html`<ol class="timeline">
    ${groups
      .filter((group) => group.attempt || group.events.length)
      .map(({ attempt, events: own }) =>
        attempt
          ? tried(attempt, own)
          : html` <li class="s-queued">
              <span class="mark" aria-hidden="true">○</span><b>Sent ${time(job.created_at)}</b>${own.map(line)}
            </li>`,
      )}
  </ol>`;
}

function tried(attempt, events) {
  const outcome = attempt.outcome ?? "running";
  const [glyph, colour] = MARKS[outcome] ?? ["•", "queued"];
  return html`<li class="s-${colour}">
    <span class="mark" aria-hidden="true">${glyph}</span>
    <div>
      <b>${attempt.step === "gather" ? "Gathering, attempt" : "Attempt"} ${attempt.attempt}</b>
      ${WORDS[outcome] ?? words(outcome)}
      <span class="muted"
        >on ${attempt.worker_id}, ${time(attempt.started_at)},
        ${duration(attempt.took_seconds ?? between(attempt.started_at, attempt.finished_at))}</span
      >
    </div>
    ${attempt.error ? html`<p class="error-text">${attempt.error}</p>` : nothing} ${events.map(line)}
  </li>`;
}

const line = (event) =>
  html`<div class="event ${event.level}-level">
    <time class="muted tabular" datetime=${event.ts}>${clock(event.ts)}</time
    ><span>${event.level === "info" ? nothing : html`<b>${event.level}:</b> `}${event.message}</span>
  </div>`;
