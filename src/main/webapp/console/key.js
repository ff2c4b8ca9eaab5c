/**
 * The key with which the console calls the API, where it asks for one. Each tab keeps it for itself and sends it in a
 * header: a page of another site has no way to use it. A new tab gets it from those that are open, by a channel that
 * only pages of this server hear; nothing is stored beyond the last of them.
 */
const NAME = "quarry.key";
/** How long a tab waits for another one's key before it asks the person. */
const ANSWER_MILLIS = 400;

class Key extends EventTarget {
  /** True when the API has asked for a key, or for another one. */
  wanted = false;
  #channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  #asking = false;

  constructor() {
    super();
    if (this.#channel) this.#channel.onmessage = ({ data }) => this.#hear(data);
  }

  get value() {
    return sessionStorage.getItem(NAME);
  }

  /** Headers that carry the key; none without one. */
  get headers() {
    return this.value ? { "X-Api-Key": this.value } : {};
  }

  /** The API has refused to answer without another key: other tabs are asked for theirs first. */
  refused() {
    if (this.wanted || this.#asking) return;
    if (this.value || !this.#channel) {
      this.#want();
      return;
    }
    this.#asking = true;
    this.#channel.postMessage({ ask: true });
    setTimeout(() => {
      this.#asking = false;
      this.#want();
    }, ANSWER_MILLIS);
  }

  /** Takes a key, or forgets it in every tab, and begins anew: nothing that was seen with another one stays. */
  set(text) {
    if (text) sessionStorage.setItem(NAME, text.trim());
    else this.#forget();
    location.reload();
  }

  #forget() {
    this.#channel?.postMessage({ forget: this.value });
    sessionStorage.removeItem(NAME);
    sessionStorage.removeItem("quarry.role");
  }

  #hear({ ask, answer, forget }) {
    if (ask && this.value && !this.wanted) this.#channel.postMessage({ answer: this.value });
    if (answer && this.#asking) this.set(answer);
    if (forget && forget === this.value) {
      sessionStorage.removeItem(NAME);
      location.reload();
    }
  }

  #want() {
    this.wanted = true;
    this.dispatchEvent(new Event("change"));
  }
}

export const key = new Key();
