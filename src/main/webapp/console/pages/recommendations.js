/** The best winners for somebody who wants to take so much risk and no more. */
import { Page, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { count, figure, fixed, percent, signed, words } from "../format.js";
import { router } from "../router.js";
import { marketFilter } from "../components/market-filter.js";
import { market, params } from "../components/params.js";
import { pick, picked } from "../components/picks.js";
import { assessAll, runVerdict, verdictFilter } from "../components/run-verdict.js";
import { empty, panel, show } from "../components/states.js";
import { strategyFilter, strategyName } from "../components/strategy-choice.js";
import { listStrategies } from "../strategy-source.js";

const PROFILES = [
  ["conservative", "Conservative"],
  ["moderate", "Moderate"],
  ["aggressive", "Aggressive"],
];

class Recommendations extends Page {
  constructor() {
    super();
    this.list = new Resource(
      this,
      (signal) => {
        const { profile, strategy, exchange, symbol, timeframe, max_mark_to_market_drawdown, verdict } = this.query;
        const { limit = 10 } = this.query;
        return get(
          "/leaderboard/recommendations",
          { profile, strategy, exchange, symbol, timeframe, max_mark_to_market_drawdown, verdict, limit },
          signal,
        );
      },
      { key: () => location.search },
    );
    this.strategies = new Resource(this, listStrategies);
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal));
  }

  render() {
    const { profile = "moderate" } = this.query;
    return html`<header class="page-head">
        <div>
          <a class="crumb" href="/leaderboard">Leaderboard</a>
          <h1>Recommendations</h1>
          <p class="sub">
            The best winners within the risk you want to take. They are chosen by the past alone: read the evidence of
            each before you use it.
          </p>
        </div>
        ${picked()}
      </header>
      <div class="filters">
        <div class="field profile">
          <span class="label" id="profile-label">Risk</span>
          <div class="segmented" role="group" aria-labelledby="profile-label">
            ${PROFILES.map(
              ([name, text]) =>
                html` <button aria-pressed=${profile === name} @click=${() => router.filter({ profile: name })}>
                  ${text}
                </button>`,
            )}
          </div>
        </div>
        ${strategyFilter(this.query.strategy, this.strategies.value, (strategy) => router.filter({ strategy }))}
        ${marketFilter(this.query, this.coverage.value?.coverage, (chosen) => router.filter(chosen))}
        ${verdictFilter(this.query.verdict, (verdict) => router.filter({ verdict }))}
        <div class="field">
          <label for="open-loss">Drawdown with open trades at most, %</label
          ><input
            id="open-loss"
            inputmode="decimal"
            placeholder="any"
            .value=${this.query.max_mark_to_market_drawdown ?? ""}
            @change=${(event) => router.filter({ max_mark_to_market_drawdown: event.target.value.trim() })}
          />
        </div>
      </div>
      ${show(
        this.list,
        (answer) =>
          html`${panel("What it asks of a winner", bounds(answer))}
          ${panel("Recommended", this.#table(answer), {
            flush: true,
            note: `${count(answer.strategies.length)} by total return`,
            extra: assessAll(answer.strategies),
          })}`,
        { lines: 10 },
      )}`;
  }

  #table({ strategies }) {
    if (!strategies.length) {
      return empty(
        "No winner meets these bounds",
        "Take more risk, another market, or search further.",
        html`<a class="button" href="/new/discover">New discovery</a>`,
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
          <th class="num">Won</th>
          <th class="num">Trades</th>
          <th>Market</th>
          <th><span class="sr-only">Actions</span></th>
        </tr>
      </thead>
      ${strategies.map((one) => {
        const { metrics: m } = one;
        return html`<tbody class="two">
          <tr>
            <td class="hide-s">${pick(one.params_hash, `rank ${one.rank}`)}</td>
            <td class="num start">
              <a href="/research/runs/${one.params_hash}"
                ><b>${one.rank}</b><span class="sr-only">, open the run</span></a
              >
            </td>
            <td>${runVerdict(one)}</td>
            <td class="num start">${signed(m.total_return)}</td>
            <td class="num hide-s">${percent(m.max_mark_to_market_drawdown)}</td>
            <td class="num hide-s">${percent(m.max_drawdown)}</td>
            <td class="num hide-s">${figure(m.profit_factor, m.profit_factor_infinite)}</td>
            <td class="num hide-s">${percent(m.win_rate, 1)}</td>
            <td class="num hide-s">${count(m.num_trades)}</td>
            <td class="hide-s">${market(one.provenance, { range: false })}</td>
            <td>
              <a
                class="button quiet"
                href="/new/discover?run=${one.params_hash}"
                aria-label="Search around rank ${one.rank}"
                >Search around it</a
              >
            </td>
          </tr>
          <tr>
            <td></td>
            <td colspan="10" class="full">
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
}

/** The bounds of a profile as the server tells them. */
function bounds({ profile, bounds: b, min_trades: trades }) {
  const asked = [
    ["Return at least", b.min_return, "%"],
    ["Drawdown with open trades at most", b.max_mark_to_market_drawdown, "%"],
    ["Realised drawdown at most", b.max_drawdown, "%"],
    ["Profit factor at least", b.min_profit_factor, ""],
    ["Win rate at least", b.min_win_rate, "%"],
  ].filter(([, value]) => value !== null && value !== undefined);
  return html`<dl class="facts">
    <dt>Profile</dt>
    <dd>${words(profile)}</dd>
    ${asked.map(
      ([name, value, unit]) =>
        html`<dt>${name}</dt>
          <dd>${fixed(value, unit ? 0 : 1)}${unit}</dd>`,
    )}
    <dt>Trades at least</dt>
    <dd>${count(trades)}</dd>
  </dl>`;
}

customElements.define("q-recommendations", Recommendations);
