/** Winners that were frozen, and how they have fared since. */
import { Page, Resource, html, nothing, pace } from "../element.js";
import { get } from "../api.js";
import { count, signed } from "../format.js";
import { ago } from "../components/job-row.js";
import { market } from "../components/params.js";
import { verdictBadge } from "../components/state-badge.js";
import { empty, panel, show } from "../components/states.js";
import { strategyName } from "../components/strategy-choice.js";
import { outcomeBadge } from "../components/unseen.js";

class Frozen extends Page {
  constructor() {
    super();
    this.list = new Resource(this, (signal) => get("/frozen", { cursor: this.query.cursor }, signal), {
      key: () => this.query.cursor,
      every: pace(60000, 20000),
    });
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Frozen winners</h1>
          <p class="sub">
            Kept as they were found, with their date. Only bars that opened later count, so nobody can have fitted them.
          </p>
        </div>
      </header>
      ${show(
        this.list,
        ({ frozen, next_cursor: next }) =>
          frozen.length || this.query.cursor
            ? html`${panel("Since they were frozen", this.#table(frozen), { flush: true })}
              ${
                this.query.cursor || next
                  ? html`<p class="pager row tight">
                      ${
                        this.query.cursor ? html`<a class="button" href="/frozen">The newest</a>` : nothing
                      }${next ? html`<a class="button" href="/frozen?cursor=${next}">Older</a>` : nothing}
                    </p>`
                  : nothing
              }`
            : empty(
                "Nothing is frozen",
                "Freeze a run on its page: it then shows its worth on bars that do not exist yet.",
                html`<a class="button" href="/research?winners=true">Runs</a>`,
              ),
        { lines: 8 },
      )}`;
  }

  #table(frozen) {
    return html`<table class="cards">
      <thead>
        <tr>
          <th>Winner</th>
          <th>Frozen</th>
          <th>Verdict then</th>
          <th class="num">Return since</th>
          <th class="num">Expected, 90 of 100</th>
          <th>It is</th>
          <th class="num">Trades</th>
          <th class="num">Bars</th>
        </tr>
      </thead>
      <tbody>
        ${frozen.map(
          (one) =>
            html`<tr>
              <td class="start">
                <a href="/frozen/${one.id}"><b>${one.name}</b></a
                ><br />${strategyName(one.strategy)} ${market(one.search, { range: false })}
                ${
                  one.data_revised
                    ? html`<br /><span class="warn small">the bars it was found on have been replaced</span>`
                    : nothing
                }${one.last_error ? html`<br /><span class="bad small">${one.last_error}</span>` : nothing}
              </td>
              <td class="nowrap">${ago(one.frozen_at)}</td>
              <td>${verdictBadge({ verdict: { outcome: one.verdict, sentence: one.verdict_note } })}</td>
              <td class="num">${one.return_pct === null ? "–" : signed(one.return_pct)}</td>
              <td class="num tabular">
                ${one.lower_pct === null ? "–" : html`${signed(one.lower_pct)} to ${signed(one.upper_pct)}`}
              </td>
              <td title=${one.sentence}>${outcomeBadge(one.outcome)}</td>
              <td class="num">${count(one.trades)}</td>
              <td class="num">${count(one.bars)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

customElements.define("q-frozen", Frozen);
