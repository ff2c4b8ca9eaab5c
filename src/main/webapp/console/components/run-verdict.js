/** The verdict of a run in a list, and a way to one where there is none. */
import { html, nothing, watching } from "../element.js";
import { assessments } from "../assessments.js";
import { count, words } from "../format.js";
import { verdictBadge } from "./state-badge.js";

/** What a filter by verdict can ask for. */
const OUTCOMES = ["holds_up", "cannot_tell", "likely_luck", "no_edge"];

/** Draws itself anew when an assessment of this tab goes on. */
const Watching = watching(assessments);

class RunVerdict extends Watching {
  /** `run`: with its `params_hash`, its stored `verdict` and `verdict_note`, as lists tell them. */
  static properties = { run: { attribute: false } };

  render() {
    const { params_hash: hash, verdict: outcome, verdict_note: sentence } = this.run;
    const now = assessments.of(hash);
    const said = now?.outcome ? now : { outcome, sentence };
    if (said.outcome) return verdictBadge({ verdict: said });
    return html`<span class="not-assessed"
      ><span class="muted small">not assessed</span>
      <button
        class="quiet small"
        ?disabled=${now?.waits}
        title=${now?.says ?? sentence ?? nothing}
        aria-label="Assess run ${hash.slice(0, 8)}"
        @click=${() => assessments.assess([hash])}
      >
        ${now?.waits ? "Assessing…" : "Assess"}
      </button>
      ${now && !now.waits ? html`<span class="bad small" role="alert">${now.says}</span>` : nothing}</span
    >`;
  }
}

class AssessAll extends Watching {
  /** `runs`: those of a list. */
  static properties = { runs: { attribute: false } };

  render() {
    const open = this.runs
      .filter(({ verdict, params_hash: hash }) => !verdict && !assessments.of(hash)?.outcome)
      .map((run) => run.params_hash);
    if (!open.length) return nothing;
    const waits = assessments.waiting(open);
    return html`<button ?disabled=${waits} @click=${() => assessments.assess(open)}>
      ${waits ? `Assessing, ${count(waits)} left` : `Assess ${open.length === 1 ? "it" : `all ${count(open.length)}`}`}
    </button>`;
  }
}

customElements.define("q-run-verdict", RunVerdict);
customElements.define("q-assess-all", AssessAll);

/** @param {object} run as lists tell it */
export const runVerdict = (run) => html`<q-run-verdict .run=${run}></q-run-verdict>`;

/** For the runs of a list that have no verdict, one press. @param {object[]} runs */
export const assessAll = (runs) => html`<q-assess-all .runs=${runs}></q-assess-all>`;

/**
 * A choice of a verdict for the filters of a page.
 *
 * @param {string | undefined} chosen
 * @param {(chosen: string) => void} choose
 */
export const verdictFilter = (chosen, choose) =>
  html`<div class="field">
    <label for="verdict">Verdict</label
    ><select id="verdict" @change=${(event) => choose(event.target.value)}>
      <option value="" ?selected=${!chosen}>Any or none</option>
      ${OUTCOMES.map((name) => html`<option value=${name} ?selected=${name === chosen}>${words(name)}</option>`)}
    </select>
  </div>`;
