/**
 * What the key of this tab may do, so that no button is shown that would be refused. An element that needs more than
 * reading says so by `data-needs`, and the style sheet hides it from keys that may less. The server decides anyway.
 */
import { get } from "./api.js";

const NAME = "quarry.role";

class Caller extends EventTarget {
  /** @type {{name: string, role: string, security: boolean} | null} */
  known = null;

  /** Asks the server; until it answers, what it answered in this tab before. */
  async load() {
    this.#show(sessionStorage.getItem(NAME));
    this.known = await get("/caller").catch(() => null);
    if (!this.known) return;
    sessionStorage.setItem(NAME, this.known.role);
    this.#show(this.known.role);
    this.dispatchEvent(new Event("change"));
  }

  #show(role) {
    if (role) document.documentElement.dataset.role = role;
  }
}

export const caller = new Caller();
