/** Every tested run: filters in the address, any order, pages by key, and how the results are spread. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, queryText } from "../api.js";
import { METRIC_NAMES, count, isBetterSmall, metric, metricName } from "../format.js";
import { router } from "../router.js";
import "../components/distribution.js";
import { ago } from "../components/job-row.js";
import { marketFilter } from "../components/market-filter.js";
import { chosenColumns, columnChoice, copyTable } from "../components/columns.js";
import { market, paramsText } from "../components/params.js";
import { pick, picked } from "../components/picks.js";
import { runVerdict, verdictFilter } from "../components/run-verdict.js";
import { choiceOfParameter, rangeOf } from "../components/parameter-choice.js";
import { empty, failed, panel, skeleton } from "../components/states.js";
import { strategyFilter, strategyName } from "../components/strategy-choice.js";
import { DOUBTED_FILTER, tableLinks } from "../components/table-links.js";
import { listStrategies, strategyOf } from "../strategy-source.js";

const FIGURES = [
  "total_return",
  "max_mark_to_market_drawdown",
  "max_drawdown",
  "profit_factor",
  "win_rate",
  "sharpe_ratio",
  "sortino_ratio",
  "calmar_ratio",
  "num_trades",
  "avg_return",
];
const COLUMNS = [
  ["market", "Market"],
  ...FIGURES.map((name) => [name, metricName(name)]),
  ["params", "Parameters"],
  ["tested", "Tested"],
];
const USUAL = ["market", "total_return", "max_mark_to_market_drawdown", "profit_factor", "num_trades", "params"];
const SHORT = { max_mark_to_market_drawdown: "Drawdown", max_drawdown: "Realised" };
const KEPT = "quarry.columns.runs";

class Research extends Page {
  constructor() {
    super();
    this.runs = new Resource(this, (signal) => get("/discovery/runs", { limit: 50, ...this.query }, signal), {
      key: () => location.search,
    });
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal), {});
    const key = () => this.query.strategy;
    this.stats = new Resource(this, (signal) => get("/discovery/stats", { strategy: key() }, signal), { key });
    this.strategies = new Resource(this, listStrategies);
    this.whole = new Resource(this, async (signal) => (key() === "*" ? null : strategyOf(key(), signal)), { key });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  render() {
    const { query } = this;
    const stats = this.stats.value?.stats;
    return html` <header class="page-head">
        <div>
          <h1>Runs</h1>
          <p class="sub">
            ${
              stats?.total_runs
                ? html`${count(stats.total_runs)} combinations tested, ${count(stats.winners_count)} of them met their
                  win criteria. Among so many some look good by luck: read the verdict of a run before you believe it.`
                : "Every combination that a discovery has tested."
            }
          </p>
        </div>
        <div class="row tight">
          ${picked()}<a class="button" href="/new/optimize">Optimise</a
          ><a class="button primary" href="/new/discover">New discovery</a>
        </div>
      </header>
      ${this.#filters(query)}
      ${panel("Spread of results", html`<q-distribution .filter=${filterOf(query)}></q-distribution>`, {
        note: "the runs of this filter",
      })}
      ${panel("Runs", this.#table(), { flush: true, note: this.#count(), extra: this.#tables() })}`;
  }

  /** In the order that was chosen, if one was: without one the table begins at once. */
  #tables() {
    const { cursor, limit, ...query } = this.query;
    if (!this.runs.value?.runs.length) return nothing;
    const doubted = async () =>
      query.verdict ? 0 : (await get("/discovery/runs", { ...query, ...DOUBTED_FILTER, limit: 1 })).count;
    return html`${columnChoice(KEPT, COLUMNS, USUAL, () => this.requestUpdate())}${copyTable("q-research table")}
    ${tableLinks("all these runs", "/discovery/runs", "quarry-runs", query, doubted)}`;
  }

  #count() {
    const page = this.runs.value;
    return page ? `${count(page.count)}${page.count_capped ? "+" : ""} match` : nothing;
  }

  #filters(query) {
    const field = (name, label, more = {}) =>
      html`<div class="field">
        <label for=${name}>${label}</label
        ><input
          id=${name}
          inputmode="decimal"
          .value=${query[name] ?? ""}
          placeholder=${more.placeholder ?? "any"}
          @input=${(event) => this.#type({ [name]: event.target.value.trim() })}
        />
      </div>`;
    return html`<div class="filters">
        ${strategyFilter(query.strategy, this.strategies.value, (strategy) =>
          this.#set({ ...noParameters(query), strategy }),
        )}
        ${marketFilter(query, this.coverage.value?.coverage, (chosen) => this.#set(chosen))}
        <div class="field">
          <label for="winners">Outcome</label
          ><select id="winners" @change=${(event) => this.#set({ winners: event.target.value })}>
            ${[
              ["", "All"],
              ["true", "Winners"],
              ["false", "Losers"],
            ].map(
              ([value, text]) =>
                html`<option value=${value} ?selected=${(query.winners ?? "") === value}>${text}</option>`,
            )}
          </select>
        </div>
        ${verdictFilter(query.verdict, (verdict) => this.#set({ verdict }))}
        ${field("min_total_return", "Return at least, %")}${field(
          "max_mark_to_market_drawdown",
          "Drawdown with open trades at most, %",
        )}${field("max_drawdown", "Realised drawdown at most, %")}${field("min_trades", "Trades at least")}
        ${field("job_id", "Discovery (job)")} ${this.#parameter()}
        <div class="field">
          <label for="sort">Order</label
          ><select id="sort" @change=${(event) => this.#set({ sort: event.target.value, order: "" })}>
            ${[...METRIC_NAMES, "max_mark_to_market_drawdown", "tested_at", "grid_index"].map(
              (name) =>
                html`<option value=${name} ?selected=${(query.sort ?? "total_return") === name}>
                  ${metricName(name)}
                </option>`,
            )}
          </select>
        </div>
        ${location.search ? html`<a class="button quiet" href="/research">Clear</a>` : nothing}
      </div>
      ${
        Object.keys(query).some((name) => name.startsWith("param."))
          ? html`<p class="chips">
              ${Object.entries(query)
                .filter(([name]) => name.startsWith("param."))
                .map(
                  ([name, value]) =>
                    html` <button class="chip" @click=${() => this.#set({ [name]: "" })} title="Remove this filter">
                      <span>${name.slice(6)}</span><b>${value}</b> ×
                    </button>`,
                )}
            </p>`
          : nothing
      }`;
  }

  /** Runs with a value of a parameter: as many such filters as are wanted, each below with a cross. */
  #parameter() {
    const name = this.parameter ?? "";
    return html`<div class="field">
      <label for="parameter">Parameter</label>
      <span class="row tight pair"
        >${choiceOfParameter(this.whole.value, {
          label: "Parameter to filter by",
          id: "parameter",
          change: (chosen) => {
            this.parameter = chosen;
            this.requestUpdate();
          },
        })}<input
          id="parameter-value"
          aria-label="Its value"
          placeholder=${rangeOf(this.whole.value, name) || "value"}
          ?disabled=${!name}
          @change=${(event) => {
            const value = event.target.value.trim();
            event.target.value = "";
            if (value) this.#set({ [`param.${name}`]: value });
          }}
      /></span>
    </div>`;
  }

  #table() {
    const page = this.runs.value;
    if (!page) return this.runs.error ? failed(this.runs.error, this.runs.reload) : skeleton(10);
    if (!page.runs.length) {
      return location.search
        ? empty(
            "No run matches",
            "Widen the filters to see more.",
            html`<a class="button" href="/research">All runs</a>`,
          )
        : empty(
            "Nothing tested yet",
            "A discovery tests thousands of combinations in a few seconds.",
            html`<a class="button primary" href="/new/discover">New discovery</a>`,
          );
    }
    const sort = this.query.sort ?? "total_return";
    const columns = chosenColumns(KEPT, USUAL);
    const shown = FIGURES.filter((name) => columns.includes(name));
    const has = (name) => columns.includes(name);
    return html`<div class="scroll">
        <table class="cards lines">
          <thead>
            <tr>
              <th><span class="sr-only">Compare</span></th>
              <th>Run</th>
              <th>Verdict</th>
              ${has("market") ? html`<th>Market</th>` : nothing} ${shown.map((name) => this.#head(name, sort))}
              ${has("params") ? html`<th>Parameters</th>` : nothing} ${has("tested") ? html`<th>Tested</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${page.runs.map(
              (run) =>
                html`<tr>
                  <td class="hide-s">${pick(run.params_hash, `run ${run.params_hash.slice(0, 8)}`)}</td>
                  <td class="nowrap">
                    <a class="mono" href="/research/runs/${run.params_hash}">${run.params_hash.slice(0, 8)}</a> ${
                      run.winner
                        ? html`<span class="good" title="Met the win criteria"
                            >●<span class="sr-only">winner</span></span
                          >`
                        : nothing
                    }
                  </td>
                  <td>${runVerdict(run)}</td>
                  ${has("market") ? html`<td class="hide-s">${market(run.market, { range: false })}</td>` : nothing}
                  ${shown.map(
                    (name) =>
                      html`<td class="num ${name === shown[0] ? "" : "hide-s"}">
                        ${metric(
                          name,
                          run.metrics[name],
                          name === "profit_factor" && run.metrics.profit_factor_infinite,
                        )}
                      </td>`,
                  )}
                  ${
                    has("params")
                      ? html`<td class="full clip small" title=${paramsText(run.params)}>
                          ${strategyName(run.strategy)} ${paramsText(run.params)}
                        </td>`
                      : nothing
                  }
                  ${has("tested") ? html`<td class="soft hide-s">${ago(run.tested_at)}</td>` : nothing}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div class="pager">
        <span class="muted small">${this.query.cursor ? "Further down" : "The first page"}</span
        ><span class="row tight">
          ${
            this.query.cursor
              ? html`<a class="button" href=${`/research${queryText({ ...this.query, cursor: "" })}`}>First page</a>`
              : nothing
          }
          ${
            page.next_cursor
              ? html`<a class="button" href=${`/research${queryText({ ...this.query, cursor: page.next_cursor })}`}
                  >Next page</a
                >`
              : nothing
          }</span
        >
      </div>`;
  }

  #head(name, sort) {
    const order = this.query.order;
    const turned = isBetterSmall(name) ? "desc" : "asc";
    return html`<th class="num" aria-sort=${sort === name ? (order === "asc" ? "ascending" : "descending") : "none"}>
      <button
        title=${metricName(name)}
        @click=${() => this.#set({ sort: name, order: sort === name && !order ? turned : "" })}
      >
        ${SHORT[name] ?? metricName(name)}
      </button>
    </th>`;
  }

  #set(changes) {
    router.filter({ cursor: "", ...changes });
  }

  #type(changes) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => router.filter({ cursor: "", ...changes }, { replace: true }), 350);
  }
}

/** Other strategies have other parameters. */
const noParameters = (query) =>
  Object.fromEntries(Object.keys(query).map((name) => [name, name.startsWith("param.") ? "" : query[name]]));

/** The filter without order and page. */
function filterOf({ sort, order, cursor, limit, ...filter }) {
  return filter;
}

customElements.define("q-research", Research);
