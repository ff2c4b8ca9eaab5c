/** A frozen winner: what was said of it, and what came. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, remove } from "../api.js";
import { time } from "../format.js";
import { router } from "../router.js";
import { confirm } from "../components/confirm.js";
import { market, params } from "../components/params.js";
import { verdictBadge } from "../components/state-badge.js";
import { panel, show } from "../components/states.js";
import { strategyName } from "../components/strategy-choice.js";
import { attempt } from "../components/toasts.js";
import { unseen } from "../components/unseen.js";

class FrozenWinner extends Page {
  constructor() {
    super();
    this.one = new Resource(this, (signal) => get(`/frozen/${encodeURIComponent(this.params.id)}`, null, signal), {
      key: () => this.params.id,
    });
  }

  render() {
    return show(
      this.one,
      (one) => {
        const { frozen } = one;
        one.test ??= { ...one, outcome: frozen.outcome, sentence: frozen.sentence };
        return html`<header class="page-head">
            <div>
              <a class="crumb" href="/frozen">Frozen winners</a>
              <h1>${frozen.name}</h1>
              <p class="sub">${strategyName(frozen.strategy)} on ${market(frozen.search)}</p>
            </div>
            <div class="row tight">
              ${
                frozen.winner.params_hash
                  ? html`<a class="button" href="/research/runs/${frozen.winner.params_hash}">The run</a>`
                  : html`<a class="button" href="/research/optimisations/${frozen.winner.job_id}">Its optimisation</a>`
              }
              <button class="danger" data-needs="operate" @click=${() => this.#remove(frozen)}>Forget it</button>
            </div>
          </header>
          ${
            frozen.last_error
              ? html`<div class="notice bad" role="alert"><p>The last look went wrong: ${frozen.last_error}</p></div>`
              : nothing
          }
          ${
            frozen.data_revised
              ? html`<div class="notice warn">
                  <p>
                    The bars that its search saw have been replaced since: its figures of then stay, and are of prices
                    that are no longer stored.
                  </p>
                </div>`
              : nothing
          }
          ${
            frozen.engine_changed
              ? html`<div class="notice warn">
                  <p>What came since was run by another version of the engine than the search.</p>
                </div>`
              : nothing
          }
          ${unseen(one.test, { title: "Since it was frozen" })}
          ${panel(
            "At birth",
            html`<dl class="facts">
              <dt>Frozen</dt>
              <dd>${time(frozen.frozen_at)} UTC</dd>
              <dt>Verdict</dt>
              <dd>
                ${verdictBadge({ verdict: { outcome: frozen.verdict, sentence: frozen.verdict_note } })}
                ${frozen.verdict_note}
              </dd>
              <dt>Prices</dt>
              <dd>digest <code>${one.data_digest}</code>, engine ${one.engine_version}</dd>
              <dt>Looked at</dt>
              <dd>${frozen.checked_at ? `${time(frozen.checked_at)} UTC` : "not yet"}</dd>
            </dl>`,
          )}
          ${panel("Parameters", params(one.params))}`;
      },
      { lines: 12 },
    );
  }

  async #remove({ id, name }) {
    if (
      await confirm({
        title: `Forget ${name}?`,
        text: "Its date and what came since are gone; frozen again it begins anew.",
        action: "Forget it",
        danger: true,
      })
    ) {
      if (await attempt(async () => (await remove(`/frozen/${id}`)) ?? true, `${name} is forgotten`))
        router.go("/frozen");
    }
  }
}

customElements.define("q-frozen-winner", FrozenWinner);
