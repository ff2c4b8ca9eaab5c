/** Two runs side by side: what differs in their parameters, and by how much in every figure. */
import { Page, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { beyondTelling, fixed, isRatio, metric, metricName, plain } from "../format.js";
import { router } from "../router.js";
import { requestOf } from "../strategies.js";
import { market } from "../components/params.js";
import { verdictBadge } from "../components/state-badge.js";
import { empty, panel, show } from "../components/states.js";
import { strategyName } from "../components/strategy-choice.js";

const LESS_IS_BETTER = new Set(["max_mark_to_market_drawdown", "max_drawdown"]);

class Compare extends Page {
  constructor() {
    super();
    this.pair = new Resource(
      this,
      async (signal) => {
        const { a, b } = this.query;
        return a && b ? get("/leaderboard/compare", { a, b }, signal) : null;
      },
      { key: () => [this.query.a, this.query.b] },
    );
    this.board = new Resource(this, (signal) => get("/leaderboard", null, signal).catch(() => null));
  }

  render() {
    const { a, b } = this.query;
    return html`<header class="page-head">
        <div>
          <a class="crumb" href="/leaderboard">Leaderboard</a>
          <h1>Compare two runs</h1>
        </div>
      </header>
      <div class="filters">
        ${this.#choice("a", "One run", a)}${this.#choice("b", "The other", b)}
        ${
          a && b
            ? html`<a class="button" href="/leaderboard/compare?a=${encodeURIComponent(b)}&b=${encodeURIComponent(a)}"
                >Swap</a
              >`
            : nothing
        }
      </div>
      ${
        a && b
          ? show(this.pair, (pair) => (pair ? this.#both(pair) : nothing), { lines: 10 })
          : empty("Choose two runs", "Take one from the leaderboard's list, or paste the hash of any tested run.")
      }`;
  }

  #choice(name, label, value) {
    const strategies = this.board.value?.payload?.strategies ?? [];
    return html`<div class="field wide">
      <label for=${name}>${label}</label
      ><input
        id=${name}
        list="strategies"
        class="mono"
        .value=${value ?? ""}
        placeholder="hash of a run"
        @change=${(event) => router.filter({ [name]: event.target.value.trim() })}
      />
      ${
        name === "a"
          ? html`<datalist id="strategies">
              ${strategies.map((one) => html`<option value=${one.params_hash}>rank ${one.rank}</option>`)}
            </datalist>`
          : nothing
      }
    </div>`;
  }

  #both({ a, b, same_bars: sameBars, parameters, metrics }) {
    const head = (run) =>
      html`<th>
        <a class="mono" href="/research/runs/${run.params_hash}">${run.params_hash.slice(0, 8)}</a>
        ${run.winner ? "" : html`<span class="muted">loser</span>`}<br />${strategyName(run.strategy)}
      </th>`;
    return html`${
        requestOf(a.strategy) === requestOf(b.strategy)
          ? nothing
          : html`<div class="notice">
              <p>They are of different strategies: a parameter of one need not mean the same in the other.</p>
            </div>`
      }
      ${
        sameBars
          ? nothing
          : html`<div class="notice warn">
              <p>They were tested on different bars, so their figures differ for that reason too.</p>
            </div>`
      }
      <div class="grid two">
        ${panel(
          "Figures",
          html`<table>
            <thead>
              <tr>
                <th>Figure</th>
                ${head(a)}${head(b)}
                <th class="num">Difference</th>
              </tr>
            </thead>
            <tbody>
              ${Object.entries(metrics)
                .filter(([name]) => !name.endsWith("_infinite"))
                .map(([name, one]) => {
                  const told = !isRatio(name) || !(beyondTelling(one.a) || beyondTelling(one.b));
                  const better =
                    told && one.difference
                      ? LESS_IS_BETTER.has(name)
                        ? one.difference < 0
                        : one.difference > 0
                      : null;
                  return html`<tr>
                    <td>${metricName(name)}</td>
                    <td class="tabular">${metric(name, one.a, metrics[`${name}_infinite`]?.a)}</td>
                    <td class="tabular">${metric(name, one.b, metrics[`${name}_infinite`]?.b)}</td>
                    <td class="num ${better === null ? "muted" : better ? "good" : "bad"}">
                      ${one.difference === null || !told ? "–" : differenceOf(one.difference, better)}
                    </td>
                  </tr>`;
                })}
            </tbody>
          </table>`,
          { flush: true },
        )}
        ${panel(
          "Parameters that differ",
          Object.keys(parameters).length
            ? html`<table>
                <thead>
                  <tr>
                    <th>Parameter</th>
                    ${head(a)}${head(b)}
                  </tr>
                </thead>
                <tbody>
                  ${Object.entries(parameters).map(
                    ([name, one]) =>
                      html`<tr>
                        <td><code>${name}</code></td>
                        <td>${parameter(one.a)}</td>
                        <td>${parameter(one.b)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
            : html`<p class="empty">None: they are the same parameter set.</p>`,
          { flush: true },
        )}
      </div>
      ${panel(
        "Where they come from",
        html`<dl class="facts">
          <dt>${a.params_hash.slice(0, 8)}</dt>
          <dd>${market(a.provenance)} ${said(a)}</dd>
          <dt>${b.params_hash.slice(0, 8)}</dt>
          <dd>${market(b.provenance)} ${said(b)}</dd>
        </dl>`,
      )}`;
  }
}

const differenceOf = (difference, better) =>
  `${difference > 0 ? "+" : ""}${fixed(difference)}${better === null ? "" : better ? " better" : " worse"}`;

/** The verdict that is kept of a run, or that there is none. */
const said = (run) => verdictBadge({ verdict: { outcome: run.verdict, sentence: run.verdict_note } });

const parameter = (one) =>
  one === undefined
    ? html`<span class="muted">default</span>`
    : typeof one === "object"
      ? JSON.stringify(one)
      : plain(one);

customElements.define("q-compare", Compare);
