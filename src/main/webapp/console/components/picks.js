/** Runs that are picked from any list to be compared, as many as a comparison takes; kept while the tab is open. */
import { html, nothing, watching } from "../element.js";
import { count } from "../format.js";

/** As many curves as can be told apart, and as many columns as can be read. */
export const MOST = 10;
const KEY = "quarry.compare";

class Picks extends EventTarget {
  #hashes = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

  get hashes() {
    return this.#hashes;
  }

  set(hashes) {
    this.#hashes = hashes;
    sessionStorage.setItem(KEY, JSON.stringify(hashes));
    this.dispatchEvent(new Event("change"));
  }

  turn(hash, on) {
    const others = this.#hashes.filter((one) => one !== hash);
    this.set(on ? [...others, hash].slice(-MOST) : others);
  }
}

const picks = new Picks();

/** Draws itself anew when another run is picked, wherever. */
const Watching = watching(picks);

class Pick extends Watching {
  static properties = { hash: { attribute: false }, label: { attribute: false } };

  render() {
    return html`<input
      type="checkbox"
      aria-label="Compare ${this.label}"
      .checked=${picks.hashes.includes(this.hash)}
      @change=${(event) => picks.turn(this.hash, event.target.checked)}
    />`;
  }
}

class Picked extends Watching {
  render() {
    const { hashes } = picks;
    if (!hashes.length) return html`<a class="button" href="/leaderboard/compare">Compare</a>`;
    return html`<span class="row tight"
      ><a class="button" href="/leaderboard/compare?runs=${hashes.join(",")}"
        >Compare ${hashes.length === 1 ? "it with…" : count(hashes.length)}</a
      ><button class="quiet" @click=${() => picks.set([])}>Unpick ${hashes.length === 1 ? "it" : "all"}</button
      >${hashes.length === MOST ? html`<span class="muted small">no more than ${MOST}</span>` : nothing}</span
    >`;
  }
}

customElements.define("q-pick", Pick);
customElements.define("q-picked", Picked);

/** A box that picks a run. @param {string} label which, for those who hear the page */
export const pick = (hash, label) => html`<q-pick .hash=${hash} .label=${label}></q-pick>`;

/** The way to the comparison of what is picked. */
export const picked = () => html`<q-picked></q-picked>`;
