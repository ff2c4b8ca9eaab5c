/** The name of a strategy wherever something was computed with it, and choices of one. */
import { html, nothing } from "../element.js";
import { field } from "./form-fields.js";
import { pageOf, referenceOf } from "../strategies.js";

/** Its name and version, which lead to its page. @param {string | object | null} said as results or payloads tell it */
export function strategyName(said) {
  const { name, version, digest } = referenceOf(said);
  if (!name) return html`<span class="strategy-name muted">built-in family</span>`;
  const words = html`${name}${version ? html`<span class="muted">@${version}</span>` : nothing}`;
  const page = pageOf(said);
  return page
    ? html`<a class="strategy-name mono" href=${page} title=${digest ?? nothing}>${words}</a>`
    : html`<span class="strategy-name mono">${words}</span>`;
}

/**
 * The options of a choice.
 *
 * @param {string | object | undefined} chosen the built-in family where it is absent
 * @param {object[] | undefined} list the strategies that there are
 * @param {boolean} all whether all of them may be chosen at once
 */
function strategyOptions(chosen, list, all) {
  const { name, digest, definition } = referenceOf(chosen);
  const builtIn = list?.find(({ origin }) => origin === "built_in")?.name;
  const key = definition ? name : chosen === builtIn ? "" : (chosen ?? "");
  const options = (list ?? []).map((one) => [one.name === builtIn ? "" : one.name, one.name]);
  if (!options.length) options.push(["", "built-in family"]);
  if (all) options.push(["*", "All strategies"]);
  if (!options.some(([value]) => value === key)) options.push([key, digest ? `${name}@${digest.slice(0, 8)}` : key]);
  return options.map(([value, text]) => html`<option value=${value} ?selected=${value === key}>${text}</option>`);
}

/**
 * A choice of one strategy, or of all, for the filters of a page.
 *
 * @param {string | undefined} chosen
 * @param {object[] | undefined} list the strategies that there are
 * @param {(chosen: string) => void} choose
 */
export const strategyFilter = (chosen, list, choose, { all = true } = {}) =>
  html`<div class="field">
    <label for="strategy">Strategy</label
    ><select id="strategy" @change=${(event) => choose(event.target.value)}>
      ${strategyOptions(chosen || undefined, list, all)}
    </select>
  </div>`;

/**
 * The field of a form, with what is known of the chosen one.
 *
 * @param {string | object | undefined} chosen as the payload has it
 * @param {object[]} list the strategies that there are
 * @param {{choose: (said?: string) => void, whole: object | null, all: boolean, error?: string}} form
 */
export const strategyField = (chosen, list, { choose, whole, all, error }) =>
  html`<div class="stack">
    <div class="fields">
      ${field(
        "strategy",
        "Strategy",
        html`<select id="f-strategy" @change=${(event) => choose(event.target.value || undefined)}>
          ${strategyOptions(chosen, list, all)}
        </select>`,
        { error },
      )}
    </div>
    ${whole ? html`<p class="small soft">${strategyName(chosen ?? whole.name)} ${whole.description}</p>` : nothing}
  </div>`;
