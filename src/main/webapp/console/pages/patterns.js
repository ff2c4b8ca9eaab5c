/** What winners have in common, as sentences with their evidence: winners against losers, and how sure that is. */
import { Page, Resource, html, nothing, vars } from "../element.js";
import { get, post, queryText } from "../api.js";
import { count, fixed, plain, probability, share, signed } from "../format.js";
import { router } from "../router.js";
import { empty, panel, show } from "../components/states.js";
import { tableLinks } from "../components/table-links.js";
import { strategyFilter } from "../components/strategy-choice.js";
import { listStrategies } from "../strategy-source.js";
import { attempt } from "../components/toasts.js";

const VIEWS = [
  ["rules", "Rules"],
  ["values", "Values"],
  ["pairs", "Pairs"],
];

const PATHS = { rules: "/patterns", values: "/patterns/values", pairs: "/patterns/pairs" };

class Patterns extends Page {
  constructor() {
    super();
    const strategy = () => this.query.strategy;
    this.rules = new Resource(
      this,
      (signal) => get("/patterns", { strategy: strategy(), min_confidence: this.query.min_confidence ?? 0.3 }, signal),
      { key: () => [strategy(), this.query.min_confidence] },
    );
    this.values = new Resource(this, (signal) => get("/patterns/values", { strategy: strategy() }, signal), {
      key: strategy,
    });
    this.pairs = new Resource(
      this,
      (signal) => get("/patterns/pairs", { strategy: strategy(), sort: this.query.sort ?? "lift", limit: 50 }, signal),
      { key: () => [strategy(), this.query.sort] },
    );
    this.strategies = new Resource(this, listStrategies);
  }

  render() {
    const view = this.query.view ?? "rules";
    return html` <header class="page-head">
        <div>
          <h1>Patterns</h1>
          <p class="sub">
            Which settings go with winning. A bar shows how often runs with the setting won, the line how often all runs
            did. Neighbouring combinations are alike, so a small p-value is a reason to look, no proof.
          </p>
        </div>
        <div class="row tight">
          ${tableLinks("what is shown", PATHS[view], `quarry-patterns-${view}`, {
            strategy: this.query.strategy,
            min_confidence: view === "rules" ? this.query.min_confidence : undefined,
          })}<button class="primary" data-needs="submit" @click=${() => this.#refresh()}>Refresh</button>
        </div>
      </header>
      <div class="filters">
        ${strategyFilter(this.query.strategy, this.strategies.value, (strategy) => router.filter({ strategy }), {
          all: false,
        })}
      </div>
      <div class="tabs" role="navigation" aria-label="View">
        ${VIEWS.map(
          ([name, text]) =>
            html`<a
              href=${`/patterns${queryText({ view: name, strategy: this.query.strategy })}`}
              aria-current=${view === name ? "true" : nothing}
              >${text}</a
            >`,
        )}
      </div>
      ${
        view === "values"
          ? show(this.values, ({ values }) => this.#values(values), { lines: 10 })
          : view === "pairs"
            ? show(this.pairs, ({ pairs }) => this.#pairs(pairs), { lines: 10 })
            : show(this.rules, ({ rules }) => this.#rules(rules), { lines: 10 })
      }`;
  }

  #rules(rules) {
    const least = Number(this.query.min_confidence ?? 0.3);
    return html`<div class="filters">
        <div class="field">
          <label for="confidence">Confidence at least</label
          ><select id="confidence" @change=${(event) => router.filter({ min_confidence: event.target.value })}>
            ${[0, 0.3, 0.5, 0.7, 0.9].map(
              (value) => html`<option value=${value} ?selected=${value === least}>${fixed(value, 1)}</option>`,
            )}
          </select>
        </div>
      </div>
      <section class="panel" aria-label="Rules">
        ${
          rules.length
            ? rules.map(
                (rule) =>
                  html`<article class="rule">
                    <div class="row spread">
                      <h2>${sentence(rule)}</h2>
                      <span class="small soft tabular">confidence <b>${fixed(rule.confidence)}</b></span>
                    </div>
                    ${rates(rule)}
                    <p class="small soft">
                      ${rule.lift >= 1 ? `${fixed(rule.lift)} times` : `${fixed(rule.lift)} of`} the usual rate · seen
                      in ${fixed(rule.occurrence_pct, 0)}% of winners · average return ${signed(rule.avg_return_with)}
                      with it, ${signed(rule.avg_return_without)} without · p ${probability(rule.p_value)}, q
                      ${probability(rule.q_value)}
                      ${
                        rule.q_value < 0.05
                          ? html`<b class="good">· holds after correcting for everything tested</b>`
                          : html`<b class="warn">· may be chance</b>`
                      }
                      ${runsLink(rule, this.query.strategy)}
                    </p>
                  </article>`,
              )
            : empty(
                "No rules",
                "Rules need at least ten winners. Run a discovery, then refresh; or lower the confidence.",
                html`<a class="button primary" href="/new/discover">New discovery</a>`,
              )
        }
      </section>`;
  }

  #values(values) {
    const groups = Map.groupBy ? Map.groupBy(values, (one) => one.parameter) : group(values);
    if (!values.length)
      return empty("Nothing to count yet", "Values are counted by the next refresh after a discovery.");
    return html`<div class="grid two">
      ${[...groups].map(([parameter, list]) =>
        panel(
          parameter,
          html`<div class="stack">
            ${[...list]
              .sort((a, b) => (typeof a.value === "number" ? a.value - b.value : 0))
              .map(
                (one) =>
                  html` <div class="rates">
                    <span class="clip" title=${String(one.value)}
                      ><a class="text" href=${winnersWith(one, this.query.strategy)}>${plain(one.value)}</a></span
                    >${track(one.win_rate_with, one.base_rate)}<span class="num">${share(one.win_rate_with)}</span>
                  </div>`,
              )}
            <p class="muted small">
              of ${count(list[0].winners_with + list[0].losers_with + list[0].winners_without + list[0].losers_without)}
              runs; all of them: ${share(list[0].base_rate)}
            </p>
          </div>`,
        ),
      )}
    </div>`;
  }

  #pairs(pairs) {
    const sort = this.query.sort ?? "lift";
    return html`<div class="filters">
        <div class="field">
          <label for="sort">Order</label
          ><select id="sort" @change=${(event) => router.filter({ sort: event.target.value })}>
            ${[
              ["lift", "Lift"],
              ["lift_over_single", "Lift over each alone"],
              ["avg_return", "Average return"],
              ["p_value", "p-value"],
            ].map(([value, text]) => html`<option value=${value} ?selected=${value === sort}>${text}</option>`)}
          </select>
        </div>
      </div>
      ${panel(
        "Pairs",
        pairs.length
          ? html`<table class="cards">
              <thead>
                <tr>
                  <th>Together</th>
                  <th class="num">Winners</th>
                  <th class="num">Win rate</th>
                  <th class="num">Usual</th>
                  <th class="num">Lift</th>
                  <th class="num">over each alone</th>
                  <th class="num">Average return</th>
                  <th class="num">q</th>
                </tr>
              </thead>
              <tbody>
                ${pairs.map(
                  (one) =>
                    html`<tr>
                      <td class="full">
                        <code>${one.parameter}</code> ${plain(one.value)} <span class="muted">and</span>
                        <code>${one.other_parameter}</code> ${plain(one.other_value)}
                      </td>
                      <td class="num hide-s">${count(one.winners_with)}</td>
                      <td class="num">${share(one.win_rate_with)}</td>
                      <td class="num muted hide-s">${share(one.base_rate)}</td>
                      <td class="num hide-s">${fixed(one.lift)}</td>
                      <td class="num hide-s">${fixed(one.lift_over_single)}</td>
                      <td class="num hide-s">${signed(one.avg_return)}</td>
                      <td class="num hide-s">${probability(one.q_value)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
          : empty("No pairs", "Pairs are counted by the next refresh after a discovery."),
        { flush: true },
      )}`;
  }

  async #refresh() {
    const answer = await attempt(() => post("/patterns/refresh", { strategy: this.query.strategy }));
    if (answer) router.go(`/jobs/${answer.job.id}`);
  }
}

function sentence({ parameter, condition }) {
  const range = /^(-?[\d.]+)-(-?[\d.]+)$/.exec(condition);
  return range
    ? html`<code>${parameter}</code> between ${range[1]} and ${range[2]}`
    : html`<code>${parameter}</code> is ${condition}`;
}

const runsLink = ({ parameter, condition }, strategy) =>
  /^(-?[\d.]+)-(-?[\d.]+)$/.test(condition)
    ? nothing
    : html`· <a href=${winnersWith({ parameter, value: condition }, strategy)}>its winners</a>`;

const track = (rate, base) =>
  html`<span class="track s-${rate >= base ? "succeeded" : "canceled"}"
    ><i ${vars({ "--w": `${100 * rate}%` })}></i><b ${vars({ "--x": `${100 * base}%` })}></b
  ></span>`;

const rates = (rule) =>
  html`<div
    class="rates"
    role="img"
    aria-label="Won ${share(
      rule.win_rate_with,
    )} with it, ${share(rule.win_rate_without)} without, ${share(rule.base_rate)} of all"
  >
    <span>with it</span>${track(rule.win_rate_with, rule.base_rate)}<span class="num"
      >${share(rule.win_rate_with)}</span
    >
    <span class="soft">without</span>${track(rule.win_rate_without, rule.base_rate)}<span class="num"
      >${share(rule.win_rate_without)}</span
    >
  </div>`;

function group(values) {
  const groups = new Map();
  for (const one of values) groups.set(one.parameter, [...(groups.get(one.parameter) ?? []), one]);
  return groups;
}

/** The winners that have the value of a parameter. */
const winnersWith = ({ parameter, value }, strategy) =>
  `/research${queryText({ strategy, [`param.${parameter}`]: value, winners: "true" })}`;

customElements.define("q-patterns", Patterns);
