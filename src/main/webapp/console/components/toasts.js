/** Short messages at the edge of the page: what was done, or why it was not. */
import { Element, html } from "../element.js";

const messages = new EventTarget();

/** @param {string} text @param {"good" | "bad"} [kind] @param {{href: string, label: string}} [more] */
export function toast(text, kind = "good", more) {
  messages.dispatchEvent(new CustomEvent("toast", { detail: { text, kind, more } }));
}

/** Does something and tells how it went; the answer, or undefined when it failed. */
export async function attempt(action, done) {
  try {
    const answer = await action();
    if (done) toast(typeof done === "function" ? done(answer) : done);
    return answer;
  } catch (failure) {
    toast(
      failure.errors?.length ? failure.errors.map((one) => `${one.field} ${one.reason}`).join("; ") : failure.message,
      "bad",
    );
    return undefined;
  }
}

class Toasts extends Element {
  #shown = [];

  connectedCallback() {
    super.connectedCallback();
    messages.addEventListener("toast", this.#take);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    messages.removeEventListener("toast", this.#take);
  }

  #take = ({ detail }) => {
    this.#shown = [...this.#shown.slice(-3), detail];
    this.requestUpdate();
    setTimeout(
      () => {
        this.#shown = this.#shown.filter((one) => one !== detail);
        this.requestUpdate();
      },
      detail.kind === "bad" ? 9000 : 5000,
    );
  };

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${this.#shown.map(
        (one) =>
          html` <div class="toast ${one.kind}">
            ${one.text} ${one.more ? html`<a href=${one.more.href}>${one.more.label}</a>` : ""}
          </div>`,
      )}
    </div>`;
  }
}

customElements.define("q-toasts", Toasts);
