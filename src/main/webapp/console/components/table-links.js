/** Buttons that save what is shown as a table: CSV for a spreadsheet, Arrow and Parquet for programs, with types. */
import { html } from "../element.js";
import { save } from "../api.js";
import { attempt } from "./toasts.js";

const FORMATS = [
  { format: "csv", ending: "csv", name: "CSV" },
  { format: "arrow", ending: "arrows", name: "Arrow" },
  { format: "parquet", ending: "parquet", name: "Parquet" },
];

/**
 * All rows, not only those that are shown.
 *
 * @param {string} what for those who hear the page
 * @param {string} path of the API
 * @param {string} file its name without an ending
 * @param {object} [query]
 */
export const tableLinks = (what, path, file, query) =>
  FORMATS.map(
    ({ format, ending, name }) =>
      html`<button
        class="quiet"
        aria-label="Save ${what} as ${name}"
        @click=${() => attempt(() => save(path, `${file}.${ending}`, { ...query, format }))}
      >
        ${name}
      </button>`,
  );
