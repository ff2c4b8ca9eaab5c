/** The grid of a search: one of the strategy's, or values of one's own for each parameter. */
import { html, nothing } from "../element.js";
import { count, plain } from "../format.js";
import { parseValues, sizeOf } from "../grid-values.js";
import { choiceOfParameter, rangeOf } from "./parameter-choice.js";

/**
 * @param {object} payload with `grid` or `param_grid`
 * @param {object} whole the strategy
 * @param {{name: string, combinations: number, param_grid: object}[]} grids those of it that the job may name
 */
export function gridFields(payload, whole, grids, { change, error }) {
  const own = payload.param_grid !== undefined && payload.param_grid !== null;
  const named = grids.find((one) => one.name.toLowerCase() === payload.grid?.toLowerCase());
  const choose = (name) => {
    const { grid, param_grid, ...rest } = payload;
    if (name) change({ ...rest, grid: name });
    else change({ ...rest, param_grid: structuredClone(named?.param_grid ?? grids[0]?.param_grid ?? {}) });
  };
  const wrong = error("param_grid") ?? error("grid");
  return html`<div class="stack">
    <div class="fields">
      <div class="field ${wrong ? "wrong" : ""}" data-field="param_grid">
        <label for="grid">Grid</label
        ><select id="grid" @change=${(event) => choose(event.target.value)}>
          ${grids.map(
            (one) =>
              html`<option value=${one.name} ?selected=${!own && one === named}>
                ${one.name} – ${count(one.combinations)} combinations
              </option>`,
          )}
          <option value="" ?selected=${own}>
            My own${own ? ` – ${count(sizeOf(payload.param_grid))} combinations` : "…"}
          </option></select
        >${wrong ? html`<span class="error" role="alert">${wrong}</span>` : nothing}
      </div>
    </div>
    ${
      own
        ? editor(payload, whole, change, error)
        : named
          ? html`<p class="chips">
                ${Object.entries(named.param_grid).map(
                  ([name, values]) =>
                    html`<span class="chip"><span>${name}</span><b>${values.map(plain).join(", ")}</b></span>`,
                )}
              </p>
              <div><button type="button" @click=${() => choose("")}>Change it</button></div>`
          : nothing
    }
  </div>`;
}

function editor(payload, whole, change, error) {
  const grid = payload.param_grid;
  const set = (changed) => change({ ...payload, param_grid: Object.fromEntries(changed) });
  const entries = Object.entries(grid);
  return html`<div class="grid-editor" role="group" aria-label="Parameters of the grid">
    ${entries.map(
      ([name, values], k) =>
        html`<div class="line" data-field="param_grid.${name}">
          <code class="clip" title=${rangeOf(whole, name)}>${name}</code>
          <div class="field ${error(`param_grid.${name}`) ? "wrong" : ""}">
            <input
              aria-label="Values of ${name}"
              .value=${(Array.isArray(values) ? values : [values]).join(", ")}
              placeholder=${rangeOf(whole, name)}
              @change=${(event) =>
                set(entries.map((entry, n) => (n === k ? [name, parseValues(event.target.value)] : entry)))}
            />${error(`param_grid.${name}`) ? html`<span class="error">${error(`param_grid.${name}`)}</span>` : nothing}
          </div>
          <button
            type="button"
            class="quiet icon"
            aria-label="Remove ${name}"
            @click=${() => set(entries.filter((_, n) => n !== k))}
          >
            ×
          </button>
        </div>`,
    )}
    <div class="line">
      ${choiceOfParameter(whole, { label: "Another parameter", id: "grid-name", without: Object.keys(grid) })}<input
        aria-label="Its values"
        placeholder="65, 70, 75 or 60..80 step 5"
        @keydown=${(event) => event.key === "Enter" && (event.preventDefault(), add(event.target))}
      />
      <button type="button" @click=${(event) => add(event.target.previousElementSibling)}>Add</button>
    </div>
  </div>`;

  function add(input) {
    const name = input.previousElementSibling;
    const values = parseValues(input.value);
    if (!name.value || !values.length) return;
    const added = [...entries.filter(([one]) => one !== name.value), [name.value, values]];
    name.value = "";
    input.value = "";
    set(added);
  }
}
