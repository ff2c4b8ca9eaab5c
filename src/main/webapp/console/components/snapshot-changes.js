/** What changed from the snapshot before: who came, who went, who moved. */
import { Element, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { count, signed } from "../format.js";
import { show } from "./states.js";

class SnapshotChanges extends Element {
  static properties = { snapshot: { attribute: false } };

  constructor() {
    super();
    this.changes = new Resource(
      this,
      (signal) =>
        get(`/leaderboard/snapshots/${this.snapshot}/diff`, null, signal).catch((failure) =>
          failure.status === 404 || failure.status === 409 ? null : Promise.reject(failure),
        ),
      { key: () => this.snapshot },
    );
  }

  render() {
    return html`<div class="changes small">
      ${show(
        this.changes,
        (diff) => {
          if (!diff) return html`<p class="muted">There is none before it to compare with.</p>`;
          const { entered = [], left = [], moved = [] } = diff;
          if (!entered.length && !left.length && !moved.length)
            return html`<p class="muted">Nothing changed since the one before.</p>`;
          return html`<p>
              ${count(entered.length)} came, ${count(left.length)} went, ${count(moved.length)}
              moved${diff.same_settings ? "" : "; the two were made with different settings"}.
            </p>
            <ul>
              ${entered
                .slice(0, 6)
                .map((one) => line("+", "good", one))}${left.slice(0, 6).map((one) => line("−", "bad", one))}
              ${moved.slice(0, 6).map(
                (one) =>
                  html`<li>
                    <span class="muted" aria-label="moved">↕</span>
                    <a class="mono" href="/research/runs/${one.params_hash}">${one.params_hash.slice(0, 8)}</a> rank
                    ${one.from_rank} → ${one.to_rank}
                  </li>`,
              )}
            </ul>`;
        },
        { lines: 2 },
      )}
    </div>`;
  }
}

const line = (sign, kind, one) =>
  html`<li>
    <span class=${kind} aria-label=${sign === "+" ? "came" : "went"}>${sign}</span>
    <a class="mono" href="/research/runs/${one.params_hash}">${one.params_hash.slice(0, 8)}</a>
    ${one.rank ? html`rank ${one.rank}` : nothing} <span class="tabular">${signed(one.metrics?.total_return)}</span>
  </li>`;

customElements.define("q-snapshot-changes", SnapshotChanges);

export const snapshotChanges = (_, id) => html`<q-snapshot-changes .snapshot=${id}></q-snapshot-changes>`;
