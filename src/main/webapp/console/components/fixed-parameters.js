/** The parameters that stay fixed for a whole search: from a preset, each with a button that removes it, and more. */
import { html, nothing } from "../element.js";
import { plain } from "../format.js";

/**
 * @param {object} payload
 * @param {object[]} presets
 * @param {{change: (payload: object) => void, error: (field: string) => string | undefined}} form
 */
export function fixedParameters(payload, presets, { change, error }) {
  const base = payload.base_params ?? {};
  const add = (event) => {
    event.preventDefault();
    const [, name, text] = /^\s*(\w+)\s*[=:]\s*(.+?)\s*$/.exec(event.target.value) ?? [];
    if (!name) return;
    event.target.value = "";
    change({ ...payload, base_params: { ...base, [name]: parsed(text) } });
  };
  return html`<div class="stack">
    <div class="fields">
      <div class="field">
        <label for="preset">Begin from a preset</label
        ><select
          id="preset"
          @change=${(event) => {
            const preset = presets.find((one) => one.key === event.target.value);
            if (preset)
              change({
                ...payload,
                base_params: { ...preset.parameters, commission: base.commission ?? 0.001 },
              });
          }}
        >
          <option value="">–</option>
          ${presets.map(
            (preset) => html`<option value=${preset.key} title=${preset.description}>${preset.name}</option>`,
          )}
        </select>
      </div>
    </div>
    <p class="chips">
      ${Object.entries(base).map(
        ([name, value]) =>
          html`<button
            type="button"
            class="chip"
            title="Remove"
            aria-label="Remove ${name}"
            @click=${() => {
              const { [name]: gone, ...rest } = base;
              change({ ...payload, base_params: rest });
            }}
          >
            <span>${name}</span><b>${value === null ? "none" : plain(value)}</b> ×
          </button>`,
      )}
    </p>
    <div class="field">
      <label for="add-base">Set a parameter</label
      ><input
        id="add-base"
        placeholder="stop_pct = 2"
        @keydown=${(event) => event.key === "Enter" && add(event)}
      /><span class="hint">name = value, then Enter</span
      >${error("base_params") ? html`<span class="error">${error("base_params")}</span>` : nothing}
    </div>
  </div>`;
}

/** JSON where it is, else the text. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
