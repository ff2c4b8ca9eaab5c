/** A time as "12 s ago", kept current; the exact time is in its title. */
import { relative, time } from "../format.js";

const shown = new Set();
let timer = 0;

function tick() {
  for (const element of shown) element.tell();
}

class Ago extends HTMLElement {
  #ts = null;

  set ts(value) {
    if (value === this.#ts) return;
    this.#ts = value;
    this.title = value ? `${time(value)} UTC` : "";
    this.tell();
  }

  connectedCallback() {
    shown.add(this);
    if (!timer) timer = setInterval(tick, 5000);
    this.tell();
  }

  disconnectedCallback() {
    shown.delete(this);
    if (!shown.size) timer = clearInterval(timer) ?? 0;
  }

  tell() {
    const text = relative(this.#ts);
    if (text !== this.textContent) this.textContent = text;
  }
}

customElements.define("q-ago", Ago);
