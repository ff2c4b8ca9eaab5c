/**
 * The key with which the console calls the API, where it asks for one. Kept for this tab only, and sent in a header: a
 * page of another site has no way to use it.
 */
const NAME = "quarry.key";

class Key extends EventTarget {
  /** True when the API has asked for a key, or for another one. */
  wanted = false;

  get value() {
    return sessionStorage.getItem(NAME);
  }

  /** Headers that carry the key; none without one. */
  get headers() {
    return this.value ? { "X-Api-Key": this.value } : {};
  }

  /** The API has refused to answer without another key. */
  refused() {
    if (this.wanted) return;
    this.wanted = true;
    this.dispatchEvent(new Event("change"));
  }

  /** Takes a key, or forgets it, and begins anew: nothing that was seen with another one stays. */
  set(text) {
    if (text) sessionStorage.setItem(NAME, text.trim());
    else sessionStorage.removeItem(NAME);
    location.reload();
  }
}

export const key = new Key();
