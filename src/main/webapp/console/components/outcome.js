/** What came of a job, in a few words and links, by its type; the whole result stands below as JSON. */
import { html, nothing } from "../element.js";
import { count, percent } from "../format.js";
import { params } from "./params.js";
import { panel } from "./states.js";
import { evidence, verdict } from "./verdict.js";

const tile = (label, value, under = nothing) =>
  html`<div class="tile">
    <span class="label">${label}</span><span class="value">${value}</span><span class="under">${under}</span>
  </div>`;

/** Whether the best is a winner; results of earlier versions do not say. */
const best = ({ best_is_winner: winner }) =>
  winner === undefined ? nothing : winner ? "a winner" : "no winner: it misses the criteria";

const judged = ({ result }) =>
  html`${verdict(result.assessment)}
  ${
    result.perturbation
      ? panel(
          "When something is a little different",
          html`<ul>
            ${["trade_order", "resampled_markets", "moved_parameters"].map(
              (part) => html`<li>${result.perturbation[part].sentence}</li>`,
            )}
          </ul>`,
        )
      : nothing
  }
  ${panel("Evidence", evidence(result.assessment))}`;

const BY_TYPE = {
  assess: judged,
  assess_row: judged,
  discover(job) {
    const summary = job.result.summary ?? job.result;
    if (summary.total_tested === undefined) return nothing;
    return html`<div class="tiles">
        ${tile("Tested", count(summary.total_tested), `${count(summary.new_tested)} of them new`)}
        ${tile(
          "Winners",
          count(summary.winners_found),
          "met the win criteria",
        )}${tile("Best return", percent(summary.best_return), best(summary))}
        ${
          summary.markets
            ? tile("Markets", count(summary.markets.length), `${count(summary.markets_failed)} failed`)
            : tile("Could not run", count(summary.failed))
        }
        ${
          summary.markets
            ? nothing
            : html`<a class="tile" href="/research?job_id=${job.id}"
                ><span class="label">Every run</span><span class="value">Look →</span
                ><span class="under">filters, distribution, charts</span></a
              >`
        }
      </div>
      ${job.result.assessment ? verdict(job.result.assessment, { title: "How far to trust the best one" }) : nothing}
      ${
        summary.best_params
          ? panel(
              summary.best_is_winner === false ? "The best combination, no winner" : "The best combination",
              params(summary.best_params),
            )
          : nothing
      }`;
  },
  optimize(job) {
    const result = job.result;
    return html`<div class="tiles">
      ${tile("Combinations", count(result.combinations))}
      ${
        result.kind === "walk_forward"
          ? tile("Folds", count(result.summary?.folds_total), `${count(result.summary?.folds_ok)} with a result`)
          : result.kind === "cpcv"
            ? tile("Splits", count(result.summary?.splits_total), `${count(result.summary?.splits_ok)} with a result`)
            : tile("Met the constraints", count(result.passing))
      }
      ${tile("Could not run", count(result.failed))}
      <a class="tile" href="/research/optimisations/${job.id}"
        ><span class="label"
          >${
            { walk_forward: "Folds and verdict", cpcv: "Paths and verdict" }[result.kind] ?? "Heat map and verdict"
          }</span
        >
        <span class="value">Look →</span
        ><span class="under"
          >${result.kind === "grid_search" ? "any two parameters" : "in sample against out of sample"}</span
        ></a
      >
    </div>`;
  },
  prices_ingest: () =>
    html`<div class="notice good">
      <p>
        The prices are stored. <a href="/prices">See what is covered</a>, or
        <a href="/new/discover">start a discovery</a> on them.
      </p>
    </div>`,
  leaderboard_refresh: () =>
    html`<div class="notice good">
      <p>The leaderboard is new. <a href="/leaderboard">Read it</a></p>
    </div>`,
  patterns_refresh: () =>
    html`<div class="notice good">
      <p>The rules are new. <a href="/patterns">Read them</a></p>
    </div>`,
};

/** @param {object} job whole */
export function outcome(job) {
  if (job.status !== "succeeded" || job.result === null || typeof job.result !== "object") return nothing;
  return BY_TYPE[job.job_type]?.(job) ?? nothing;
}
