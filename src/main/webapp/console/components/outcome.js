/** What came of a job, in a few words and links, by its type; the whole result stands below as JSON. */
import { html, nothing } from "../element.js";
import { queryText } from "../api.js";
import { count, percent } from "../format.js";
import { requestOf } from "../strategies.js";
import { params } from "./params.js";
import { badge, verdictBadge } from "./state-badge.js";
import { panel } from "./states.js";
import { evidence, verdict } from "./verdict.js";

const MOST_MARKETS = 200;

const tile = (label, value, under = nothing) =>
  html`<div class="tile">
    <span class="label">${label}</span><span class="value">${value}</span><span class="under">${under}</span>
  </div>`;

/** Whether the best is a winner; results of earlier versions do not say. */
const best = ({ best_is_winner: winner }) =>
  winner === undefined ? nothing : winner ? "a winner" : "no winner: it misses the criteria";

/**
 * The address of a discovery's runs. Those that were in the ledger before belong to the job that tested them, so where
 * there are such the runs of its market and strategy are meant.
 */
function runsOf(id, market, { summary, strategy }) {
  if (summary.new_tested === summary.total_tested) return `/research?job_id=${id}`;
  const { exchange, symbol, timeframe, start_ts, end_ts } = market;
  return `/research${queryText({ strategy: requestOf(strategy), exchange, symbol, timeframe, start_ts, end_ts })}`;
}

function everyRun(id, market, result) {
  const { total_tested: all, new_tested: fresh } = result.summary;
  return html`<a class="tile" href=${runsOf(id, market, result)}
    ><span class="label">Every run</span><span class="value">Look →</span
    ><span class="under"
      >${
        fresh === all
          ? "filters, distribution, charts"
          : `of this market and strategy; ${count(all - fresh)} were tested by earlier jobs`
      }</span
    ></a
  >`;
}

const byMarket = (markets) =>
  panel(
    "By market",
    html`<table class="cards">
      <thead>
        <tr>
          <th>Market</th>
          <th>State</th>
          <th class="num">Tested</th>
          <th class="num">Winners</th>
          <th class="num">Best return</th>
          <th>Verdict on the best</th>
          <th>Job</th>
        </tr>
      </thead>
      <tbody>
        ${markets.slice(0, MOST_MARKETS).map(
          ({ job_id: id, result, error, ...one }) =>
            html`<tr>
              <td class="nowrap"><b>${one.symbol}</b> ${one.timeframe} <span class="muted">${one.exchange}</span></td>
              <td>${badge(one.status)}</td>
              ${
                result
                  ? html`<td class="num">
                        <a href=${runsOf(id, one, result)}
                          >${count(result.summary.total_tested)}<span class="only-s"> tested</span></a
                        >
                      </td>
                      <td class="num">${count(result.summary.winners_found)}<span class="only-s"> winners</span></td>
                      <td class="num">${percent(result.summary.best_return)}</td>
                      <td>${verdictBadge(result.assessment)}</td>`
                  : html`<td class="full small bad" colspan="4">${error}</td>`
              }
              <td><a href="/jobs/${id}">job ${id}</a></td>
            </tr>`,
        )}
      </tbody>
    </table>`,
    { flush: true, note: markets.length > MOST_MARKETS ? `the first ${MOST_MARKETS}` : nothing },
  );

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
        ${summary.markets ? nothing : everyRun(job.id, job.payload, job.result)}
      </div>
      ${summary.markets ? byMarket(summary.markets) : nothing}
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
