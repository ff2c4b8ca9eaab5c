/** The parameters that stay fixed for a whole search: from a preset, each with a button that removes it, and more. */
import { html, nothing } from "../element.js";
import { plain } from "../format.js";
import { choiceOfParameter, parameterOf, rangeOf } from "./parameter-choice.js";

/**
 * @param {object} payload
 * @param {object} whole the strategy
 * @param {object[]} presets of that strategy
 * @param {{change: (payload: object) => void, error: (field: string) => string | undefined}} form
 */
export function fixedParameters(payload, whole, presets, { change, error }) {
  const base = payload.base_params ?? {};
  const set = (values) => change({ ...payload, base_params: values });
  const add = (input) => {
    const name = input.closest(".grid-editor").querySelector("select");
    const text = input.value.trim();
    if (!name.value || !text) return;
    set({ ...base, [name.value]: parsed(text) });
    name.value = "";
    input.value = "";
    input.placeholder = "value";
  };
  const wrong = Object.keys(base).find((name) => error(`base_params.${name}`));
  const field = wrong ? `base_params.${wrong}` : "base_params";
  const refused = error("base_params") ?? (wrong && `${wrong} ${error(`base_params.${wrong}`)}`);
  return html`<div class="stack">
    ${presets.length ? choiceOfPreset(presets, base, set) : nothing}
    ${Object.keys(base).length ? chips(base, set) : nothing}
    <div class="grid-editor" role="group" aria-label="Set a parameter">
      <div class="line">
        ${choiceOfParameter(whole, {
          label: "Set a parameter",
          id: "base-name",
          without: Object.keys(base),
          change: (name) => (document.querySelector("#base-value").placeholder = hint(whole, name)),
        })}<input
          id="base-value"
          aria-label="Its value"
          placeholder="value"
          @keydown=${(event) => event.key === "Enter" && (event.preventDefault(), add(event.target))}
        />
        <button type="button" @click=${(event) => add(event.target.previousElementSibling)}>Set</button>
      </div>
      ${refused ? html`<span class="error" data-field=${field}>${refused}</span>` : nothing}
    </div>
  </div>`;
}

const chips = (base, set) =>
  html`<p class="chips">
    ${Object.entries(base).map(
      ([name, value]) =>
        html`<button
          type="button"
          class="chip"
          title="Remove"
          aria-label="Remove ${name}"
          @click=${() => {
            const { [name]: gone, ...rest } = base;
            set(rest);
          }}
        >
          <span>${name}</span><b>${value === null ? "none" : plain(value)}</b> ×
        </button>`,
    )}
  </p>`;

const choiceOfPreset = (presets, base, set) =>
  html`<div class="fields">
    <div class="field">
      <label for="preset">Begin from a preset</label
      ><select
        id="preset"
        @change=${(event) => {
          const preset = presets.find((one) => one.key === event.target.value);
          if (preset) set({ ...preset.parameters, commission: base.commission ?? 0.001 });
        }}
      >
        <option value="">–</option>
        ${presets.map(
          (preset) => html`<option value=${preset.key} title=${preset.description}>${preset.name}</option>`,
        )}
      </select>
    </div>
  </div>`;

/** What a parameter is without a value, and what it may be. */
function hint(whole, name) {
  const one = parameterOf(whole, name);
  const usual = one ? `${one.default ?? "none"}` : "value";
  const range = rangeOf(whole, name);
  return range ? `${usual} (${range})` : usual;
}

/** JSON where it is, else the text. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
