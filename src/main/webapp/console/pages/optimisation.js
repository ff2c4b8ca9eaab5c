/** What a finished optimisation says: the surface over any two parameters, its folds, or its paths. */
import { Page, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import {
  METRIC_NAMES,
  count,
  fixed,
  metric,
  metricName,
  percent,
  plain,
  probability,
  share,
  signed,
} from "../format.js";
import { gridOf, placeOf } from "../runs.js";
import { router } from "../router.js";
import "../components/heat-map.js";
import "../components/chart.js";
import { foldsTable, joinedFolds, middleProfitFactor } from "../components/folds.js";
import { importance, pairsOf } from "../components/importance.js";
import { parallel } from "../components/rows-charts.js";
import { groupsLine, pathRatios, splitsTable } from "../components/splits.js";
import { market, params } from "../components/params.js";
import { plateauOrPeak } from "../components/plateau.js";
import { empty, panel, show, skeleton, tile } from "../components/states.js";
import { tableLinks } from "../components/table-links.js";
import { strategyName } from "../components/strategy-choice.js";
import { evidence, verdict } from "../components/verdict.js";

const TITLES = { walk_forward: "Walking forward", cpcv: "Cross-validation" };
const FIGURES = [
  ["best", "Best"],
  ["mean", "Mean"],
  ["best_passing", "Best that met the constraints"],
];

/** A search over more than a dozen parameters would take a sweep for each pair. */
const MOST_PAIRS = 5;

class Optimisation extends Page {
  constructor() {
    super();
    this.job = new Resource(this, (signal) => get(`/jobs/${encodeURIComponent(this.params.id)}`, null, signal), {
      key: () => this.params.id,
      after: () => this.surface.reload(),
    });
    this.surface = new Resource(this, (signal) => this.#load(signal), {
      key: () => [this.query.x, this.query.y, this.query.metric],
      after: ({ metric: name } = {}) => name !== this.effects.value?.[0].metric && this.effects.reload(),
    });
    this.effects = new Resource(this, (signal) => this.#loadEffects(signal), { key: () => this.query.metric });
  }

  /** The parameters of the grid that take more than one value. */
  #parameters() {
    return Object.entries(this.grid ?? {})
      .filter(([, values]) => Array.isArray(values) && values.length > 1)
      .map(([name]) => name);
  }

  async #load(signal) {
    if (this.job.value?.result?.kind !== "grid_search") return undefined;
    this.grid ??= await gridOf(this.job.value, signal);
    const names = this.#parameters();
    if (names.length < 2) return null;
    const { x = names[0], y = names.find((name) => name !== x), metric: figure } = this.query;
    return get(`/jobs/${this.job.value.id}/surface`, { x, y, metric: figure }, signal);
  }

  /** Surfaces on which each parameter is once: the one that is shown, and those of the other pairs. */
  async #loadEffects(signal) {
    const { x, y, metric: figure, job_id: job } = this.surface.value ?? {};
    if (!job) return undefined;
    const rest = this.#parameters().filter((name) => name !== x && name !== y);
    const pairs = pairsOf(rest).map(([one, other]) => [one, other === one ? x : other]);
    const others = [];
    // One after the other: the server sweeps one at a time.
    for (const [one, other] of pairs.slice(0, MOST_PAIRS))
      others.push(await get(`/jobs/${job}/surface`, { x: one, y: other, metric: figure }, signal));
    return [this.surface.value, ...others];
  }

  render() {
    return show(
      this.job,
      (job) =>
        html` <header class="page-head">
            <div>
              <a class="crumb" href="/jobs/${job.id}">Job ${job.id}</a>
              <h1>${TITLES[job.result?.kind] ?? "Optimisation"}</h1>
              <p class="sub">${strategyName(job.result?.strategy ?? job.payload.strategy)} on ${market(job.payload)}</p>
            </div>
            <a class="button" href="/new/optimize?from=${job.id}">Duplicate</a>
          </header>
          ${
            job.status !== "succeeded"
              ? html`<div class="notice">
                  <p>
                    This job has no result${job.status === "running" ? " yet" : ""}.
                    <a href="/jobs/${job.id}">Look at the job</a>
                  </p>
                </div>`
              : job.result.kind === "walk_forward"
                ? this.#walk(job.result)
                : job.result.kind === "cpcv"
                  ? this.#crossValidated(job.result)
                  : this.#search(job.result)
          }`,
      { lines: 12 },
    );
  }

  #search(result) {
    const best = result.results.records[0];
    return html`${result.assessment ? verdict(result.assessment, { title: "How far to trust the best one" }) : nothing}
    ${panel("Surface", this.#map(), {
      note: `${count(result.combinations)} combinations`,
      extra: this.surface.value ? this.#tables("surface") : nothing,
    })}
    ${
      this.effects.value
        ? panel("Which parameters matter", importance(this.effects.value), {
            note: metricName(this.effects.value[0].metric),
          })
        : nothing
    }
    ${panel("Is it a plateau or a peak?", plateauOrPeak(result))}
    ${panel(
      "Evidence",
      result.assessment
        ? evidence(result.assessment)
        : html`<p class="soft">Nothing was ranked, so nothing was assessed.</p>`,
    )}
    ${panel(
      "The best",
      best ? this.#rows(result) : empty("No combination met the constraints", "Loosen them, or widen the grid."),
      { flush: true, extra: best ? this.#tables("rows") : nothing },
    )}
    ${best ? this.#pictures(result) : nothing}`;
  }

  #pictures({ results, metric: name }) {
    const rows = results.records.map((record, k) => ({ ...results.extras?.[k], ...record }));
    const names = results.columns.filter((column) => !METRIC_NAMES.includes(column));
    const place = (k) => placeOf(this.grid ?? {}, results.records[k]);
    const open = ({ detail }) =>
      router.go(`/research/optimisations/${this.job.value.id}/combinations/${place(detail)}`);
    const note = `the ${count(rows.length)} listed`;
    return html`${panel("Parallel coordinates", parallel(rows, names, name), { note })}
    ${panel("Pareto front", html`<q-pareto .rows=${rows} @row=${open}></q-pareto>`, {
      note,
    })}`;
  }

  /** @param {"surface" | "rows"} what */
  #tables(what) {
    const { x, y, metric: figure } = this.surface.value ?? {};
    const { id } = this.job.value;
    return tableLinks(
      what,
      `/jobs/${id}/${what}`,
      `quarry-job-${id}-${what}`,
      what === "surface" ? { x, y, metric: figure } : {},
    );
  }

  #map() {
    const surface = this.surface.value;
    if (surface === null)
      return html`<p class="soft">A surface needs two parameters that take more than one value.</p>`;
    if (surface === undefined) return this.surface.error ? show(this.surface, () => nothing) : skeleton(9);
    const names = this.#parameters();
    const figure = this.query.figure ?? "best";
    const choose = (id, label, values, chosen, change) =>
      html`<div class="field">
        <label for=${id}>${label}</label
        ><select id=${id} @change=${(event) => change(event.target.value)}>
          ${values.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
        </select>
      </div>`;
    const swap = (changes) => router.filter({ x: surface.x, y: surface.y, ...changes });
    return html`<div class="stack">
      <div class="filters">
        ${choose(
          "x",
          "To the right",
          names.map((name) => [name, name]),
          surface.x,
          (x) => swap({ x, y: x === surface.y ? surface.x : surface.y }),
        )}
        ${choose(
          "y",
          "Downwards",
          names.map((name) => [name, name]),
          surface.y,
          (y) => swap({ y, x: y === surface.x ? surface.y : surface.x }),
        )}
        ${choose(
          "metric",
          "Metric",
          METRIC_NAMES.map((name) => [name, metricName(name)]),
          surface.metric,
          (name) => swap({ metric: name }),
        )}
        ${choose("figure", "Aggregate over other parameters", FIGURES, figure, (name) => swap({ figure: name }))}
      </div>
      <q-heat-map .surface=${surface} .figure=${figure} @cell=${(event) => this.#open(event)}></q-heat-map>
      <p class="muted small">A click, or Enter, back-tests the best combination of that cell.</p>
    </div>`;
  }

  /** To the best combination of the cell. */
  #open({ detail }) {
    if (detail.cell.best_index >= 0)
      router.go(`/research/optimisations/${this.job.value.id}/combinations/${detail.cell.best_index}`);
  }

  #rows({ results }) {
    const names = results.columns.filter((name) => !METRIC_NAMES.includes(name));
    const figures = [
      "total_return",
      "max_mark_to_market_drawdown",
      "max_drawdown",
      "profit_factor",
      "win_rate",
      "sharpe_ratio",
      "num_trades",
    ];
    return html`<table>
      <thead>
        <tr>
          <th class="num">Rank</th>
          ${names.map(
            (name) => html`<th>${name}</th>`,
          )}${figures.map((name) => html`<th class="num">${metricName(name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${results.records.slice(0, 20).map(
          (record, k) =>
            html`<tr>
              <td class="num">
                <a href="/research/optimisations/${this.job.value.id}/combinations/${placeOf(this.grid ?? {}, record)}"
                  ><b>${k + 1}</b><span class="sr-only">, its charts</span></a
                >
              </td>
              ${names.map((name) => html`<td class="tabular">${plain(record[name])}</td>`)}
              ${figures.map(
                (name) =>
                  html`<td class="num">
                    ${metric(
                      name,
                      name in record ? record[name] : results.extras?.[k]?.[name],
                      results.extras?.[k]?.[`${name}_infinite`],
                    )}
                  </td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #walk(result) {
    const { summary, degradation, out_of_sample: joined, metric: name } = result;
    if (summary?.error)
      return empty(
        "Too few prices",
        summary.error,
        html`<a class="button" href="/new/optimize?from=${this.job.value.id}">Change the windows</a>`,
      );
    return html`${
        result.assessment ? verdict(result.assessment, { title: "How far to trust what it recommends" }) : nothing
      }
      <div class="tiles">
        ${tile("Folds", `${count(summary.folds_ok)} of ${count(summary.folds_total)}`, "with a result")}
        ${tile(
          "Out of sample",
          signed(summary.oos_median_return),
          `median of a fold; mean ${signed(summary.oos_avg_return)}`,
        )}
        ${tile(
          "Efficiency",
          share(degradation?.walk_forward_efficiency),
          "of the return a day in training is kept in testing",
        )}
        ${tile("Profit factor", middleProfitFactor(result), "median of the test windows that traded")}
        ${
          joined
            ? tile(
                "Test windows joined",
                signed(joined.total_return_pct),
                `drawdown ${percent(joined.max_drawdown_pct)}, Sharpe ${fixed(joined.yearly_sharpe)}`,
              )
            : nothing
        }
        ${
          joined
            ? tile(
                "Above 0 out of sample",
                probability(joined.probabilistic_sharpe),
                "probability that the true Sharpe ratio is",
              )
            : nothing
        }
      </div>
      ${this.#joined(result)}
      ${panel("Folds", foldsTable(result), {
        flush: true,
        note: `by ${metricName(name)}`,
        extra: this.#tables("rows"),
      })}
      ${summary.recommended_params ? panel("What it recommends", params(summary.recommended_params)) : nothing}
      ${result.assessment ? panel("Evidence", evidence(result.assessment)) : nothing}`;
  }

  #joined(result) {
    if (this.walked !== result) {
      this.walked = result;
      this.curve = joinedFolds(result);
    }
    return this.curve
      ? panel(
          "Out of sample, joined",
          html`<q-chart data-joined .options=${this.curve.options} .data=${this.curve.data}></q-chart>`,
          { note: "what one account has come to at the end of each test window" },
        )
      : nothing;
  }

  #crossValidated(result) {
    const { summary, cross_validation: validated, metric: name } = result;
    const most = validated.choices[0];
    return html`${
        result.assessment
          ? verdict(result.assessment, { title: "How far to trust what was chosen most often" })
          : nothing
      }
      <div class="tiles">
        ${tile("Splits", `${count(summary.splits_ok)} of ${count(summary.splits_total)}`, "with a result")}
        ${tile("Median path", fixed(validated.median_yearly_sharpe), "yearly Sharpe ratio, on days not searched")}
        ${tile("Paths below 0", share(validated.share_below_zero), `of ${count(validated.paths.length)}`)}
        ${tile(
          "Chosen most often",
          share(most?.share),
          `of the splits; ${count(validated.distinct_choices)} different choices`,
        )}
        ${tile(
          "Left out of training",
          count(validated.purge_bars),
          `bars before a tested group, ${count(validated.embargo_bars)} after it`,
        )}
      </div>
      ${panel(
        "Paths",
        html`<div class="stack">
          <p>${validated.sentence}</p>
          ${pathRatios(validated)}${groupsLine(validated)}
        </div>`,
      )}
      ${panel("Splits", splitsTable(result), {
        flush: true,
        note: `by ${metricName(name)}`,
        extra: this.#tables("rows"),
      })}
      ${summary.recommended_params ? panel("What was chosen most often", params(summary.recommended_params)) : nothing}
      ${result.assessment ? panel("Evidence", evidence(result.assessment)) : nothing}`;
  }
}

customElements.define("q-optimisation", Optimisation);
