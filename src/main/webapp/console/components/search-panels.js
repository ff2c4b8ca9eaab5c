/** What a search goes through, and what stays fixed meanwhile. */
import { html } from "../element.js";
import { gridsFor } from "../strategies.js";
import { fixedParameters } from "./fixed-parameters.js";
import { gridFields } from "./grid-editor.js";
import { panel } from "./states.js";

/**
 * @param {object} payload
 * @param {object} whole the strategy
 * @param {{type: string, presets: object[], change: (payload: object) => void,
 *   error: (field: string) => string | undefined}} form `presets` of the built-in family, which no other one takes
 */
export const searchPanels = (payload, whole, { type, presets, change, error }) =>
  html`${panel("Grid", gridFields(payload, whole, gridsFor(whole, type), { change, error }))}
  ${panel(
    "What stays fixed",
    fixedParameters(payload, whole, whole.origin === "built_in" ? presets : [], { change, error }),
  )}`;
