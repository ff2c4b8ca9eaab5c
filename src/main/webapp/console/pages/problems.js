/** Everything that is wrong, the worst first, each with what to do about it. */
import { Page, Resource, html, nothing, pace } from "../element.js";
import { count } from "../format.js";
import { findProblems, queueState } from "../problems.js";
import { retryCause } from "../components/bulk.js";
import { skeleton, failed } from "../components/states.js";

const WORDS = {
  critical: ["✕", "Critical", "bad"],
  warning: ["▲", "Needs a look", "warn"],
  note: ["○", "For information", "muted"],
};

class Problems extends Page {
  constructor() {
    super();
    this.state = new Resource(this, queueState, { every: pace(5000, 5000) });
  }

  render() {
    const problems = this.state.value && findProblems(this.state.value);
    return html` <header class="page-head">
        <div>
          <h1>Problems</h1>
          <p class="sub">
            What stands in the way of the work, found from health, workers, lanes, schedules and the failures of the
            last hour.
          </p>
        </div>
      </header>
      ${
        !problems
          ? this.state.error
            ? failed(this.state.error, this.state.reload)
            : skeleton(6)
          : problems.length
            ? html`<ul class="problems">
                ${problems.map((one) => this.#problem(one))}
              </ul>`
            : html`<div class="notice good">
                <h2><span class="good">●</span> Nothing is wrong</h2>
                <p>Health checks are up, every lane is served, and nothing failed in the last hour.</p>
              </div>`
      }`;
  }

  async #again(cause) {
    if (await retryCause(cause)) this.state.reload();
  }

  #problem({ severity, title, detail, action, href, label, cause }) {
    const [glyph, word, colour] = WORDS[severity];
    return html`<li class="panel problem ${severity}">
      <p class="small ${colour}"><span aria-hidden="true">${glyph}</span> <b>${word}</b></p>
      <h2>${title}</h2>
      <p class="soft detail">${detail}</p>
      <p><b>What to do:</b> ${action} ${href ? html`<a href=${href}>${label}</a>` : nothing}</p>
      ${
        cause
          ? html`<p>
              <button data-needs="operate" @click=${() => this.#again(cause)}>
                Retry ${cause.jobs === 1 ? "this job" : `these ${count(cause.jobs)}`}
              </button>
            </p>`
          : nothing
      }
    </li>`;
  }
}

customElements.define("q-problems", Problems);
