/** The overview's tables of the queue: lanes, workers, types, what runs and what failed. */
import { html, nothing } from "../element.js";
import { count, duration, fixed, relative, typeName } from "../format.js";
import { ago, progress } from "./job-row.js";
import { badge } from "./state-badge.js";
import { empty } from "./states.js";

/** @param {(kind: string, path: string, paused: boolean, name: string) => void} turn pauses or resumes */
export function lanesTable(lanes, turn) {
  return html`<table class="cards">
    <thead>
      <tr>
        <th>Lane</th>
        <th class="num">Due</th>
        <th class="num">Running</th>
        <th class="num">Scheduled</th>
        <th class="num">Oldest</th>
        <th class="num">Completed/min</th>
        <th><span class="sr-only">Actions</span></th>
      </tr>
    </thead>
    <tbody>
      ${lanes.map(
        (lane) =>
          html`<tr>
            <td><b>${lane.lane}</b> ${lane.paused ? html`<span class="warn small">paused</span>` : nothing}</td>
            <td class="num" data-label="Due">${count(lane.queued)}</td>
            <td class="num" data-label="Running">${count(lane.running)}</td>
            <td class="num" data-label="Scheduled">${count(lane.scheduled)}</td>
            <td class="num" data-label="Oldest">${lane.queued ? duration(lane.oldest_wait_seconds) : "–"}</td>
            <td class="num" data-label="Completed/min">${count(lane.finished_last_minute)}</td>
            <td class="num">
              <button
                data-needs="operate"
                @click=${() => turn("lane", `/queues/${lane.lane}`, lane.paused, `Lane ${lane.lane}`)}
                aria-label="${lane.paused ? "Resume" : "Pause"} lane ${lane.lane}"
              >
                ${lane.paused ? "Resume" : "Pause"}
              </button>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * @param {object[]} running jobs, some of which are shown beside their worker
 * @param {(worker: object, resume: boolean) => void} drain
 */
export function workersTable(workers, running, drain) {
  if (!workers.length) return empty("No workers", "No node has been heard of in the last day.");
  return html`<table class="cards">
    <thead>
      <tr>
        <th>Node</th>
        <th>State</th>
        <th>Runs</th>
        <th>Heard of</th>
        <th><span class="sr-only">Actions</span></th>
      </tr>
    </thead>
    <tbody>
      ${workers.map((worker) => {
        const own = running.filter((job) => job.worker_id === worker.id);
        const places = Object.values(worker.concurrency ?? {}).reduce((sum, one) => sum + one, 0);
        const drained = worker.drain_requested || worker.state === "drained";
        return html`<tr>
          <td><b>${worker.id}</b></td>
          <td>${badge(workerState(worker))}</td>
          <td>
            ${own
              .slice(0, 3)
              .map((job) => html`<a href="/jobs/${job.id}" class="nowrap">${typeName(job.job_type)} ${job.id}</a> `)}
            <span class="muted"
              >${own.length > 3 ? `+${own.length - 3}` : ""} ${count(worker.running)} of ${count(places)}</span
            >
          </td>
          <td data-label="Heard of">${ago(worker.heartbeat_at)}</td>
          <td class="num">
            ${
              ["active", "draining", "drained"].includes(worker.state)
                ? html`<button
                    data-needs="operate"
                    @click=${() => drain(worker, drained)}
                    aria-label="${drained ? "Resume" : "Drain"} worker ${worker.id}"
                  >
                    ${drained ? "Resume" : "Drain"}
                  </button>`
                : nothing
            }
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** A node that has been told to drain does not hear of it at once. */
const workerState = ({ state, drain_requested: drains }) => (drains && state === "active" ? "draining" : state);

/** @param {(kind: string, path: string, paused: boolean, name: string) => void} turn pauses or resumes */
export function typesTable(types, turn) {
  return html`<table class="cards">
    <thead>
      <tr>
        <th>Type</th>
        <th>Lane</th>
        <th class="num">Due</th>
        <th class="num">Running</th>
        <th class="num">Waiting</th>
        <th class="num">Completed/min</th>
        <th>Limit</th>
        <th><span class="sr-only">Actions</span></th>
      </tr>
    </thead>
    <tbody>
      ${types.map(
        (type) =>
          html`<tr>
            <td>
              <a href="/jobs?job_type=${encodeURIComponent(type.job_type)}">${typeName(type.job_type)}</a>
              ${type.paused ? html`<span class="warn small">paused</span>` : nothing}
            </td>
            <td class="soft" data-label="Lane">${type.lane}</td>
            <td class="num" data-label="Due">${count(type.queued)}</td>
            <td class="num" data-label="Running">${count(type.running)}</td>
            <td class="num" data-label="Waiting">${count(type.waiting)}</td>
            <td class="num" data-label="Completed/min">${count(type.finished_last_minute)}</td>
            <td class="soft" data-label="Limit">${limitText(type.limit)}</td>
            <td class="num">
              <button
                class="quiet"
                data-needs="operate"
                @click=${() =>
                  turn(
                    "type",
                    `/queues/types/${encodeURIComponent(type.job_type)}`,
                    type.paused,
                    typeName(type.job_type),
                  )}
                aria-label="${type.paused ? "Resume" : "Pause"} ${typeName(type.job_type)}"
              >
                ${type.paused ? "Resume" : "Pause"}
              </button>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function runningTable(jobs) {
  if (!jobs.length)
    return empty(
      "Nothing runs",
      "Start something from here, or send a job over the REST API.",
      html`<a class="button" href="/new">New job</a>`,
    );
  return html`<table class="cards">
    <tbody>
      ${jobs.slice(0, 8).map(
        (job) =>
          html`<tr>
            <td class="nowrap">
              <a href="/jobs/${job.id}"><b>${typeName(job.job_type)}</b> ${job.id}</a>
            </td>
            <td class="full wide">${progress(job, { message: false })}</td>
            <td class="num muted" data-label="Started">${ago(job.started_at)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** @param {(cause: object) => void} retry the jobs that failed for a cause */
export function failuresTable(causes, retry) {
  if (!causes.length) return empty("No failures", "Nothing has failed in the last hour.");
  return html`<table class="cards">
    ${[
      ["system", "Faults, time limits, and what could not be reached"],
      ["input", "Refused for what they were given"],
    ].map(([kind, title]) => {
      const those = causes.filter((cause) => cause.kind === kind);
      return those.length
        ? html`<tbody data-kind=${kind}>
            <tr>
              <th colspan="3" scope="rowgroup">${title}</th>
            </tr>
            ${those.slice(0, 8).map((cause) => causeRow(cause, retry))}
          </tbody>`
        : nothing;
    })}
  </table>`;
}

const causeRow = (cause, retry) =>
  html`<tr>
    <td class="full">
      <b class="tabular">${count(cause.jobs)} ×</b>
      <a href="/jobs/${cause.last_job_id}" title=${cause.example}>${typeName(cause.job_type)}</a>
      <span class="soft small two-lines">${cause.example}</span>
    </td>
    <td class="num muted nowrap">${relative(cause.last_at)}</td>
    <td class="num">
      <button
        data-needs="operate"
        @click=${() => retry(cause)}
        aria-label="Retry these ${cause.jobs} jobs of ${typeName(cause.job_type)}"
      >
        Retry ${count(cause.jobs)}
      </button>
    </td>
  </tr>`;

const limitText = (limit) =>
  !limit
    ? "–"
    : [
        limit.max_running && `${limit.max_running} at once`,
        limit.rate_per_minute && `${fixed(limit.rate_per_minute, 0)} a minute`,
      ]
        .filter(Boolean)
        .join(", ");
