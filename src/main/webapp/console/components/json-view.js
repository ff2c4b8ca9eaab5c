/** JSON as a tree that can be folded. Everything is text: nothing in it can become markup. */
import { html, nothing } from "../element.js";
import { count } from "../format.js";
import { toast } from "./toasts.js";

const MOST = 200;

function node(key, value, depth) {
  const name = key === null ? nothing : html`<span class="k">${key}</span>: `;
  if (value === null || typeof value !== "object") return html`<div class="leaf">${name}${leaf(value)}</div>`;
  const entries = Array.isArray(value) ? value.map((one, k) => [k, one]) : Object.entries(value);
  if (!entries.length) return html`<div class="leaf">${name}${Array.isArray(value) ? "[]" : "{}"}</div>`;
  if (Array.isArray(value) && entries.length <= 12 && value.every((one) => one === null || typeof one !== "object")) {
    return html`<div class="leaf">${name}[${value.map((one, k) => html`${k ? ", " : ""}${leaf(one)}`)}]</div>`;
  }
  const what = Array.isArray(value) ? `${count(entries.length)} entries` : `${count(entries.length)} fields`;
  return html`<details ?open=${depth < 2}>
    <summary>${name}<span class="muted">${what}</span></summary>
    <div class="kids">
      ${entries.slice(0, MOST).map(([inner, one]) => node(inner, one, depth + 1))}
      ${entries.length > MOST ? html`<div class="muted">and ${count(entries.length - MOST)} more</div>` : nothing}
    </div>
  </details>`;
}

function leaf(value) {
  if (typeof value === "string") return html`<span class="s">${value}</span>`;
  if (typeof value === "number") return html`<span class="n">${value}</span>`;
  return html`<span class="b">${String(value)}</span>`;
}

/** @param {any} value */
export const jsonView = (value) => html`<div class="json">${node(null, value, 0)}</div>`;

/** A button that copies what the function returns. @param {() => string} text */
export const copyText = (text, name = "Copy") =>
  html`<button
    class="quiet"
    @click=${async () => {
      try {
        await navigator.clipboard.writeText(text());
        toast("Copied");
      } catch {
        toast("The browser does not let this page copy", "bad");
      }
    }}
  >
    ${name}
  </button>`;

/** A button that copies the value as JSON text. */
export const copyJson = (value) => copyText(() => JSON.stringify(value, null, 2));

/** JSON as text that can be edited. @param {(text: string) => void} change */
export const jsonEditor = (text, change) =>
  html`<div class="field">
    <label class="sr-only" for="json">Payload</label
    ><textarea
      id="json"
      rows="22"
      spellcheck="false"
      .value=${text}
      @input=${(event) => change(event.target.value)}
    ></textarea>
  </div>`;
