/** The best strategies: filters over all winners, or a stored snapshot, with its history and what changed. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, post } from "../api.js";
import { count, figure, percent, signed, fixed } from "../format.js";
import { router } from "../router.js";
import { ago } from "../components/job-row.js";
import { marketFilter } from "../components/market-filter.js";
import { market, params } from "../components/params.js";
import { snapshotChanges } from "../components/snapshot-changes.js";
import { pick, picked } from "../components/picks.js";
import { assessAll, runVerdict, verdictFilter } from "../components/run-verdict.js";
import { empty, failed, panel, show, skeleton } from "../components/states.js";
import { doubtedOf, tableLinks } from "../components/table-links.js";
import { strategyFilter, strategyName } from "../components/strategy-choice.js";
import { listStrategies } from "../strategy-source.js";
import { attempt } from "../components/toasts.js";

const FILTERS = [
  "exchange",
  "symbol",
  "timeframe",
  "min_return",
  "max_mark_to_market_drawdown",
  "max_drawdown",
  "min_profit_factor",
  "min_win_rate",
  "min_trades",
  "sort",
  "distinct",
  "verdict",
];

/** An address stays below two thousand characters. */
const MOST_NAMED = 50;

class Leaderboard extends Page {
  constructor() {
    super();
    this.board = new Resource(this, (signal) => this.#load(signal), { key: () => location.search });
    this.snapshots = new Resource(this, (signal) => get("/leaderboard/snapshots", { limit: 20 }, signal), {
      every: 60000,
    });
    this.strategies = new Resource(this, listStrategies);
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal));
  }

  get #filtered() {
    return FILTERS.some((name) => this.query[name]);
  }

  async #load(signal) {
    const { snapshot, strategy } = this.query;
    if (this.#filtered) {
      const filter = Object.fromEntries(FILTERS.map((name) => [name, this.query[name]]));
      const answer = await get("/leaderboard/winners", { limit: 50, strategy, ...filter }, signal);
      return { strategies: answer.strategies, matched: answer.qualifying_runs };
    }
    const board = await get(
      snapshot ? `/leaderboard/snapshots/${encodeURIComponent(snapshot)}` : "/leaderboard",
      snapshot ? null : { strategy },
      signal,
    ).catch((failure) => (failure.status === 404 && !snapshot ? null : Promise.reject(failure)));
    if (board?.payload) await this.#judgedSince(board.payload.strategies, signal);
    return board?.payload
      ? { ...board.payload, snapshot: board.snapshot_id, at: board.created_at }
      : { strategies: [] };
  }

  /** A snapshot stays as it was stored; a run of it may have been assessed later. */
  async #judgedSince(entries, signal) {
    const open = entries.filter((one) => !one.verdict).map((one) => one.params_hash);
    if (!open.length) return;
    const named = { params_hash: open.slice(0, MOST_NAMED), limit: MOST_NAMED };
    const { runs } = await get("/discovery/runs", named, signal);
    const byHash = new Map(runs.map((run) => [run.params_hash, run]));
    for (const one of entries) {
      const { verdict, verdict_note: note } = byHash.get(one.params_hash) ?? {};
      if (!one.verdict && verdict) Object.assign(one, { verdict, verdict_note: note });
    }
  }

  render() {
    const stats = this.board.value?.stats;
    return html` <header class="page-head">
        <div>
          <h1>Leaderboard</h1>
          <p class="sub">
            ${
              stats
                ? html`${count(stats.total_winners)} winners so far. Snapshot ${this.board.value.snapshot}, made
                  ${ago(this.board.value.at)}.`
                : "The best of everything that was tested. Read the verdict before the return."
            }
          </p>
        </div>
        <div class="row tight">
          <a class="button" href="/leaderboard/recommendations">Recommendations</a>
          ${picked()}
          <button class="primary" data-needs="submit" @click=${() => this.#refresh()}>Refresh</button>
        </div>
      </header>
      ${this.#filters()}
      ${panel(this.#filtered ? "Matching winners" : "Strategies", this.#table(), {
        flush: true,
        note: this.board.value?.matched === undefined ? nothing : `${count(this.board.value.matched)} qualify`,
        extra: html`${assessAll(this.board.value?.strategies ?? [])}${
          this.#filtered || this.query.snapshot || !this.board.value?.strategies.length
            ? nothing
            : tableLinks(
                "the leaderboard",
                "/leaderboard",
                "quarry-leaderboard",
                { strategy: this.query.strategy },
                () => doubtedOf(this.board.value.strategies),
              )
        }`,
      })}
      ${panel(
        "History",
        show(this.snapshots, ({ snapshots }) => this.#history(snapshots)),
        { flush: true },
      )}`;
  }

  #filters() {
    const { query } = this;
    const number = (name, label) =>
      html`<div class="field">
        <label for=${name}>${label}</label
        ><input
          id=${name}
          inputmode="decimal"
          placeholder="any"
          .value=${query[name] ?? ""}
          @change=${(event) => this.#set({ [name]: event.target.value.trim() })}
        />
      </div>`;
    return html`<div class="filters">
      ${strategyFilter(query.strategy, this.strategies.value, (strategy) => this.#set({ strategy }))}
      ${marketFilter(query, this.coverage.value?.coverage, (chosen) => this.#set(chosen))}
      ${verdictFilter(query.verdict, (verdict) => this.#set({ verdict }))}
      ${number("min_return", "Return at least, %")}${number(
        "max_mark_to_market_drawdown",
        "Drawdown with open trades at most, %",
      )}${number(
        "max_drawdown",
        "Realised drawdown at most, %",
      )}${number("min_profit_factor", "Profit factor at least")}${number("min_trades", "Trades at least")}
      <div class="field">
        <label for="distinct">Equal outcomes</label
        ><select id="distinct" @change=${(event) => this.#set({ distinct: event.target.value })}>
          ${[
            ["", "As the snapshot"],
            ["true", "Shown once"],
            ["false", "Each shown"],
          ].map(
            ([value, text]) =>
              html`<option value=${value} ?selected=${(query.distinct ?? "") === value}>${text}</option>`,
          )}
        </select>
      </div>
      ${location.search ? html`<a class="button quiet" href="/leaderboard">Clear</a>` : nothing}
    </div>`;
  }

  #table() {
    const board = this.board.value;
    if (!board) return this.board.error ? failed(this.board.error, this.board.reload) : skeleton(8);
    if (!board.strategies?.length) {
      return this.#filtered
        ? empty(
            "No winner matches",
            "Widen the filters.",
            html`<a class="button" href="/leaderboard">Clear the filters</a>`,
          )
        : empty(
            "No leaderboard yet",
            "Run a discovery, then refresh: the best of it appears here with a verdict.",
            html`<a class="button primary" href="/new/discover">New discovery</a>`,
          );
    }
    return html`<table class="cards">
      <thead>
        <tr>
          <th><span class="sr-only">Compare</span></th>
          <th class="num">Rank</th>
          <th>Verdict</th>
          <th class="num">Return</th>
          <th class="num" title="Open trades valued at each bar's close">Drawdown</th>
          <th class="num" title="Of closed trades only">Realised</th>
          <th class="num">Profit factor</th>
          <th class="num">Trades</th>
          <th class="num">Sharpe a year</th>
          <th>Market</th>
        </tr>
      </thead>
      ${board.strategies.map((one) => {
        const { metrics: m, assessment: a } = one;
        return html`<tbody class="two">
          <tr>
            <td>${pick(one.params_hash, `rank ${one.rank}`)}</td>
            <td class="num">
              <a href="/research/runs/${one.params_hash}"
                ><b>${one.rank}</b><span class="sr-only">, open the run</span></a
              >
            </td>
            <td>${runVerdict(one)}</td>
            <td class="num">${signed(m.total_return)}</td>
            <td class="num hide-s">${percent(m.max_mark_to_market_drawdown)}</td>
            <td class="num hide-s">${percent(m.max_drawdown)}</td>
            <td class="num hide-s">${figure(m.profit_factor, m.profit_factor_infinite)}</td>
            <td class="num hide-s">${count(m.num_trades)}</td>
            <td class="num hide-s">${a ? fixed(a.yearly_sharpe?.estimate) : "–"}</td>
            <td class="hide-s">${market(one.provenance, { range: false })}</td>
          </tr>
          <tr>
            <td></td>
            <td colspan="9" class="full">
              ${params(one.params, strategyName(one.strategy))}
              ${
                one.identical_runs > 1
                  ? html`<span class="muted small">and ${count(one.identical_runs - 1)} with the same outcome</span>`
                  : nothing
              }
            </td>
          </tr>
        </tbody>`;
      })}
    </table>`;
  }

  #history(snapshots) {
    if (!snapshots.length) return empty("No snapshots", "Each refresh leaves one.");
    const shown = this.query.snapshot ?? String(this.board.value?.snapshot ?? snapshots[0].id);
    return html`<ol class="snapshots">
      ${snapshots.map(
        (one) =>
          html`<li class=${String(one.id) === shown ? "here" : ""}>
            <a
              class="row spread"
              href="/leaderboard?snapshot=${one.id}"
              aria-current=${String(one.id) === shown ? "true" : nothing}
              ><span
                >Snapshot ${one.id}
                <span class="muted small"
                  >${one.strategy ?? "all strategies"}, ${one.symbol ?? "all markets"}</span
                ></span
              >
              <span class="muted small">${ago(one.created_at)}</span></a
            >
            ${String(one.id) === shown ? snapshotChanges(this, one.id) : nothing}
          </li>`,
      )}
    </ol>`;
  }

  #set(changes) {
    router.filter({ snapshot: "", ...changes });
  }

  async #refresh() {
    const { exchange, symbol, timeframe, strategy } = this.query;
    const answer = await attempt(() =>
      post(
        "/leaderboard/refresh",
        Object.fromEntries(Object.entries({ exchange, symbol, timeframe, strategy }).filter(([, value]) => value)),
      ),
    );
    if (answer) router.go(`/jobs/${answer.job.id}`);
  }
}

customElements.define("q-leaderboard", Leaderboard);
