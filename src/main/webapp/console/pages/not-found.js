/** An address that no page has. */
import { Page, html } from "../element.js";
import { empty } from "../components/states.js";

class NotFound extends Page {
  render() {
    return html`<h1>There is no such page</h1>
      ${empty(
        "Nothing is at this address",
        "The link may be old, or mistyped.",
        html`<a class="button" href="/">Overview</a>`,
      )}`;
  }
}

customElements.define("q-not-found", NotFound);
