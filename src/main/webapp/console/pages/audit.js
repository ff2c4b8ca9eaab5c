/** What operators did, newest first. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, queryText } from "../api.js";
import { time } from "../format.js";
import { badge } from "../components/state-badge.js";
import { empty, panel, show } from "../components/states.js";

const LIMIT = 50;

class Audit extends Page {
  constructor() {
    super();
    this.page = new Resource(this, (signal) => get("/audit", { limit: LIMIT, cursor: this.query.cursor }, signal), {
      key: () => this.query.cursor,
      every: () => (this.query.cursor ? 0 : 15000),
    });
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Audit</h1>
          <p class="sub">Each action of an operator, written before it is done. Times are UTC.</p>
        </div>
      </header>
      ${panel(
        "Actions",
        show(this.page, ({ events, next_cursor: next }) => [this.#table(events), this.#pager(events, next)]),
        { flush: true },
      )}`;
  }

  #table(events) {
    if (!events.length) return empty("Nothing yet", "What operators change appears here.");
    return html`<table class="cards">
      <thead>
        <tr>
          <th>When</th>
          <th>Who</th>
          <th>Action</th>
          <th>Outcome</th>
          <th>From</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(
          (event) =>
            html`<tr>
              <td class="nowrap tabular">${time(event.at)}</td>
              <td><b>${event.caller}</b></td>
              <td class="full">
                <code>${event.action}</code>${
                  event.request ? html`<span class="soft small two-lines">${event.request}</span>` : nothing
                }
              </td>
              <td>
                ${badge(event.outcome)} ${event.status ? html`<span class="muted">${event.status}</span>` : nothing}
              </td>
              <td class="soft" data-label="From">${event.address}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #pager(events, next) {
    if (!events.length) return nothing;
    return html`<div class="pager">
      <span class="muted small">${this.query.cursor ? "Older actions" : "Newest first"}</span>
      <span class="row tight"
        >${this.query.cursor ? html`<a class="button" href="/audit">Newest</a>` : nothing}
        ${next ? older(next) : nothing}</span
      >
    </div>`;
  }
}

const older = (cursor) => html`<a class="button" rel="next" href=${`/audit${queryText({ cursor })}`}>Older</a>`;

customElements.define("q-audit", Audit);
