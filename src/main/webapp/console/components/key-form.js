/** Asks for the key of the API. */
import { Element, html } from "../element.js";
import { key } from "../key.js";

class KeyForm extends Element {
  render() {
    return html` <h1>A key is needed</h1>
      <p>
        ${key.value ? "The key of this tab is not valid, or no longer." : "This server asks for a key."} An operator
        makes one with <code>java -jar quarry.jar key create</code>. It is kept until the last tab of this server is
        closed.
      </p>
      <form class="key-form" @submit=${this.#submit}>
        <label for="api-key">Key</label>
        <input id="api-key" name="key" type="password" autocomplete="off" spellcheck="false" required />
        <button class="primary">Use this key</button>
      </form>`;
  }

  #submit(event) {
    event.preventDefault();
    key.set(new FormData(event.target).get("key"));
  }
}

customElements.define("q-key-form", KeyForm);
