/** The parameters of a strategy as sliders and fields, made of its schema; what is refused is told at its field. */
import { html, nothing } from "../element.js";
import { isUsed, sliderOf, triedIn, typedValue } from "../parameter-values.js";
import { rangeText } from "../strategies.js";

/**
 * @param {object[]} parameters as the API tells them
 * @param {object[]} grids of the strategy, whose values say how far a slider goes
 * @param {{valueOf: (name: string) => unknown, isSet: (name: string) => boolean, error: (name: string) => string |
 *   undefined, set: (name: string, value: unknown, moving: boolean) => void}} form `set` without a value for the
 *     default; `moving` while a slider is dragged
 */
export function parameterSliders(parameters, grids, form) {
  const tried = triedIn(grids);
  return html`<div class="sliders">${parameters.map((one) => slider(one, tried.get(one.name) ?? [], form))}</div>`;
}

function slider(one, tried, { valueOf, isSet, error, set }) {
  const { name, description, optional } = one;
  const value = valueOf(name);
  const used = isUsed(one, valueOf);
  const wrong = error(name);
  const range = used ? sliderOf(one, tried, value) : null;
  const id = `p-${name}`;
  return html`<div class="slider ${wrong ? "wrong" : ""} ${used ? "" : "unused"}" data-field="params.${name}">
    <label for=${id} title=${description || nothing}>${name}</label>
    ${
      isSet(name)
        ? html`<button
            type="button"
            class="quiet reset"
            title="Its default, ${said(one.default)}"
            aria-label="Default of ${name}"
            @click=${() => set(name, undefined, false)}
          >
            ↺
          </button>`
        : nothing
    }
    ${input(one, id, value, used, set)}
    ${
      range
        ? html`<input
            type="range"
            aria-label="${name}, slider"
            min=${range.low}
            max=${range.high}
            step=${range.step}
            .value=${String(typeof value === "number" ? value : range.low)}
            @input=${(event) => set(name, Number(event.target.value), true)}
            @change=${(event) => set(name, Number(event.target.value), false)}
          />`
        : nothing
    }
    ${
      wrong
        ? html`<span class="error" role="alert" id="${id}-error">${wrong}</span>`
        : html`<span class="hint">${hint(one, used, optional)}</span>`
    }
  </div>`;
}

const said = (value) => (value === null || value === undefined ? "none" : String(value));

function hint(one, used, optional) {
  if (!used) return `only if ${one.only_if.map(({ parameter, value }) => `${parameter} is ${value}`).join(" and ")}`;
  const range = ["integer", "number"].includes(one.type) ? rangeText(one) : "";
  return [range, optional ? "or none" : ""].filter(Boolean).join(", ");
}

function input(one, id, value, used, set) {
  const { name, type, choices, optional } = one;
  const values = type === "boolean" ? [true, false] : choices?.length ? choices : null;
  if (!values) {
    return html`<input
      id=${id}
      inputmode="decimal"
      autocomplete="off"
      ?disabled=${!used}
      placeholder=${said(one.default)}
      .value=${said(value)}
      @change=${(event) => set(name, typedValue(one, event.target.value), false)}
    />`;
  }
  const offered = [...(optional ? [null] : []), ...values];
  if (!offered.includes(value)) offered.push(value);
  return html`<select
    id=${id}
    ?disabled=${!used}
    @change=${(event) => set(name, offered[event.target.selectedIndex], false)}
  >
    ${offered.map((choice) => html`<option ?selected=${choice === value}>${said(choice)}</option>`)}
  </select>`;
}
