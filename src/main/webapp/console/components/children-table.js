/** The children of a job, page by page, in the order of their fan-out. */
import { Element, Resource, html, nothing, pace, vars } from "../element.js";
import { get } from "../api.js";
import { count, duration, typeName, words } from "../format.js";
import { happening, marketOf, stateOf } from "./job-row.js";
import { show } from "./states.js";

const LIMIT = 25;
const STATES = ["succeeded", "running", "queued", "failed", "canceled"];

class Children extends Element {
  static properties = { job: { attribute: false }, offset: { state: true } };

  constructor() {
    super();
    this.offset = 0;
    this.list = new Resource(
      this,
      (signal) => get(`/jobs/${this.job.id}/children`, { limit: LIMIT, offset: this.offset }, signal),
      {
        every: () => (this.job.finished_at ? 0 : pace(4000, 3000)()),
        key: () => [this.job.id, this.offset, this.job.status],
      },
    );
  }

  render() {
    const counts = this.job.children;
    return html`<div class="stack inset">
        <span class="bar" role="img" aria-label=${STATES.map((state) => `${counts[state]} ${state}`).join(", ")}>
          <i class="s-succeeded" ${vars({ "--w": `${(100 * counts.succeeded) / Math.max(1, counts.total)}%` })}></i
        ></span>
        <p class="legend">
          ${STATES.filter((state) => counts[state]).map(
            (state) => html`<span class="s-${state}"><i></i>${words(state)} ${count(counts[state])}</span>`,
          )}
        </p>
      </div>
      ${show(
        this.list,
        ({ children }) =>
          html`<table class="cards">
              <thead>
                <tr>
                  <th>Job</th>
                  <th>State</th>
                  <th>Progress</th>
                  <th class="num">Took</th>
                </tr>
              </thead>
              <tbody>
                ${children.map(
                  (child) =>
                    html`<tr>
                      <td class="nowrap">
                        <a href="/jobs/${child.id}">${marketOf(child) ?? typeName(child.job_type)}</a>
                        <span class="muted tabular">${child.id}</span>
                      </td>
                      <td>${stateOf(child)}</td>
                      <td class="full">${happening(child)}</td>
                      <td class="num soft hide-s">${duration(child.took_seconds)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
            ${
              counts.total > LIMIT
                ? html`<div class="pager">
                    <span class="muted small"
                      >${count(this.offset + 1)} to ${count(this.offset + children.length)} of
                      ${count(counts.total)}</span
                    >
                    <span class="row tight"
                      ><button ?disabled=${!this.offset} @click=${() => (this.offset -= LIMIT)}>Before</button>
                      <button ?disabled=${this.offset + LIMIT >= counts.total} @click=${() => (this.offset += LIMIT)}>
                        Next
                      </button></span
                    >
                  </div>`
                : nothing
            }`,
      )}`;
  }
}

customElements.define("q-children", Children);
