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
    const value = parsed(text);
    const fault = faultOf(value, parameterOf(whole, name.value), rangeOf(whole, name.value));
    const says = input.closest(".grid-editor").querySelector("[data-typed]");
    says.textContent = fault ? `${name.value} must be ${fault}, not ${text}` : "";
    if (fault) return;
    set({ ...base, [name.value]: value });
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
      <span class="error" role="alert" data-typed></span>
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

/** What a value must be that it is not; null where it may be that. The server has the last word on all of it. */
function faultOf(value, known, range) {
  if (!known || (value === null && known.default === null)) return null;
  if (known.choices?.length) return known.choices.includes(value) ? null : `one of ${range}`;
  if (known.type === "boolean") return typeof value === "boolean" ? null : "true or false";
  if (!["integer", "number"].includes(known.type)) return null;
  const { minimum = null, maximum = null, exclusive_minimum: above } = known;
  const fits =
    typeof value === "number" &&
    (known.type === "number" || Number.isInteger(value)) &&
    (minimum === null || (above ? value > minimum : value >= minimum)) &&
    (maximum === null || value <= maximum);
  if (fits) return null;
  return [known.type === "integer" ? "a whole number" : "a number", range].filter(Boolean).join(", ");
}

/** JSON where it is, none as nothing, else the text. */
function parsed(text) {
  if (text === "none") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
