/** Named sets of strategy parameters: those that Quarry brings, and the best winners as such, to be used elsewhere. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, save } from "../api.js";
import { backtestAddress } from "../backtest-address.js";
import { count, words } from "../format.js";
import { router } from "../router.js";
import { copyJson } from "../components/json-view.js";
import { marketFilter } from "../components/market-filter.js";
import { params } from "../components/params.js";
import { pick, picked } from "../components/picks.js";
import { assessAll, runVerdict, verdictFilter } from "../components/run-verdict.js";
import { doubtedOf, saveKnowing } from "../components/table-links.js";
import { empty, panel, show } from "../components/states.js";
import { attempt } from "../components/toasts.js";
import { strategyFilter, strategyName } from "../components/strategy-choice.js";
import { listStrategies } from "../strategy-source.js";

class Presets extends Page {
  constructor() {
    super();
    this.strategies = new Resource(this, listStrategies);
    this.builtIn = new Resource(this, (signal) => get("/presets", null, signal));
    this.winners = new Resource(this, (signal) => get("/leaderboard/presets", this.#asked, signal), {
      key: () => this.#asked,
    });
    this.coverage = new Resource(this, (signal) => get("/prices/coverage", null, signal));
  }

  get #asked() {
    const { strategy, exchange, symbol, timeframe, top_n: most, prefix, min_trades: trades, verdict } = this.query;
    return { strategy, exchange, symbol, timeframe, top_n: most, prefix, min_trades: trades, verdict };
  }

  get #market() {
    const { exchange, symbol, timeframe } = this.query;
    return { exchange, symbol, timeframe };
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Presets</h1>
          <p class="sub">Strategies by name: as the fixed parameters of a search, or of a back-test in a notebook.</p>
        </div>
        ${picked()}
      </header>
      ${panel(
        "Winners as presets",
        html`${this.#filters()}${show(this.winners, (found) => this.#found(found), { lines: 5 })}`,
        { extra: this.#export() },
      )}
      ${show(
        this.builtIn,
        ({ presets }) =>
          byCategory(presets).map(([category, list]) =>
            panel(
              words(category),
              html`<ul class="presets">
                ${list.map((one) => this.#preset(one))}
              </ul>`,
            ),
          ),
        { lines: 10 },
      )}`;
  }

  #filters() {
    const field = (name, label, usual, mode = "decimal") =>
      html`<div class="field">
        <label for=${name}>${label}</label
        ><input
          id=${name}
          inputmode=${mode}
          placeholder=${usual}
          .value=${this.query[name] ?? ""}
          @change=${(event) => router.filter({ [name]: event.target.value.trim() })}
        />
      </div>`;
    return html`<div class="filters">
      ${strategyFilter(this.query.strategy, this.strategies.value, (strategy) => router.filter({ strategy }))}
      ${marketFilter(this.query, this.coverage.value?.coverage, (chosen) => router.filter(chosen))}
      ${verdictFilter(this.query.verdict, (verdict) => router.filter({ verdict }))}
      ${field(
        "top_n",
        "How many",
        "10",
      )}${field("min_trades", "Trades at least", "10")}${field("prefix", "Key begins with", "discovered", "text")}
    </div>`;
  }

  #export() {
    const presets = this.winners.value?.presets;
    if (!presets || !Object.keys(presets).length) return nothing;
    const { runs, verdicts } = this.winners.value;
    return html`${assessAll(Object.keys(runs).map((key) => judged(key, runs, verdicts)))}${copyJson(presets)}<button
        @click=${() =>
          attempt(() =>
            saveKnowing(
              () => doubtedOf(Object.values(this.winners.value.verdicts).map(({ outcome }) => ({ verdict: outcome }))),
              () => save("/leaderboard/presets", "presets.json", this.#asked),
            ),
          )}
      >
        Download
      </button>`;
  }

  #found({ presets, verdicts, runs, strategies: whose = {} }) {
    const list = Object.entries(presets);
    if (!list.length)
      return empty(
        "No winner to make a preset of",
        "Run a discovery, or ask for fewer trades.",
        html`<a class="button primary" href="/new/discover">New discovery</a>`,
      );
    return html`<ul class="presets">
      ${list.map(([key, { name, description, category, ...parameters }]) =>
        this.#preset({ key, name, description, parameters, strategy: whose[key], run: judged(key, runs, verdicts) }),
      )}
    </ul>`;
  }

  /** Those that Quarry brings are the built-in family's. */
  #preset({ key, name, description, category, parameters, strategy, run }) {
    const family = this.strategies.value?.find(({ origin }) => origin === "built_in");
    return html`<li class=${run ? "judged" : ""}>
      ${run ? html`${pick(run.params_hash, name)}${runVerdict(run)}` : nothing}
      <details>
        <summary>
          <span><b>${name}</b> <span class="soft small">${description}</span></span>
        </summary>
        <div class="stack">
          <p>${params(parameters, strategyName(strategy ?? family))}</p>
          <div class="row tight">
            ${
              category === undefined
                ? nothing
                : html`<a
                    class="button"
                    href="/new/discover?preset=${encodeURIComponent(key)}"
                    aria-label="Search with ${name}"
                    >Search with it</a
                  >`
            }
            <a
              class="button"
              href=${backtestAddress({ strategy, params: { ...parameters, ...this.#market } })}
              aria-label="Back-test ${name}"
              >Back-test</a
            >
            ${copyJson(parameters)}<span class="muted small"
              >${key}, ${count(Object.keys(parameters).length)} parameters</span
            >
          </div>
        </div>
      </details>
    </li>`;
  }
}

/** The run that a preset is of, as lists tell it. */
const judged = (key, runs, verdicts) => ({
  params_hash: runs[key],
  verdict: verdicts[key].outcome,
  verdict_note: verdicts[key].note,
});

/** In the order in which the server tells them. */
function byCategory(presets) {
  const found = new Map();
  for (const one of presets) found.set(one.category, [...(found.get(one.category) ?? []), one]);
  return [...found];
}

customElements.define("q-presets", Presets);
