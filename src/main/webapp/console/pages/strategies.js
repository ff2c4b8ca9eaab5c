/** Every strategy by its name: the built-in family, those that come with Quarry, and one's own. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, queryText } from "../api.js";
import { count } from "../format.js";
import { ago } from "../components/job-row.js";
import { panel, show } from "../components/states.js";
import { originName } from "../strategies.js";

class Strategies extends Page {
  constructor() {
    super();
    this.list = new Resource(this, (signal) => get("/strategies", { limit: 100, cursor: this.query.cursor }, signal), {
      key: () => this.query.cursor,
    });
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Strategies</h1>
          <p class="sub">
            Rules by name, each with parameters that a search goes through. Those of your own are kept in versions that
            never change, so that what was computed with them can be computed again.
          </p>
        </div>
        <a class="button primary" href="/new/strategy">New strategy</a>
      </header>
      ${panel(
        "All strategies",
        show(this.list, (page) => this.#table(page), { lines: 10 }),
        { flush: true },
      )}`;
  }

  #table({ strategies, next_cursor: next }) {
    return html`<table class="cards">
        <thead>
          <tr>
            <th>Name</th>
            <th>From</th>
            <th class="num">Version</th>
            <th class="num">Parameters</th>
            <th>What it is</th>
            <th>Stored</th>
          </tr>
        </thead>
        <tbody>
          ${strategies.map(
            (one) =>
              html`<tr>
                <td class="nowrap"><a class="mono" href="/strategies/${one.name}">${one.name}</a></td>
                <td class="nowrap soft">${originName(one.origin)}</td>
                <td class="num">${one.version ?? html`<span class="muted">–</span>`}</td>
                <td class="num">${count(one.parameters)}</td>
                <td class="full soft">${one.description}</td>
                <td class="soft nowrap hide-s">
                  ${
                    one.stored_at
                      ? html`${ago(one.stored_at)}<br /><span class="small">by ${one.stored_by}</span>`
                      : nothing
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        this.query.cursor || next
          ? html`<div class="pager">
              <span class="muted small">${this.query.cursor ? "Further down" : "The first page"}</span
              ><span class="row tight">
                ${this.query.cursor ? html`<a class="button" href="/strategies">First page</a>` : nothing}
                ${
                  next
                    ? html`<a class="button" href=${`/strategies${queryText({ cursor: next })}`}>Next page</a>`
                    : nothing
                }</span
              >
            </div>`
          : nothing
      }`;
  }
}

customElements.define("q-strategies", Strategies);
