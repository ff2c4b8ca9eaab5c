/** Buttons that save what is shown as a table: CSV for a spreadsheet, Arrow and Parquet for programs, with types. */
import { html } from "../element.js";
import { save } from "../api.js";
import { count } from "../format.js";
import { confirm } from "./confirm.js";
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
 * @param {() => Promise<number> | number} [doubted] how many of them are likely luck, or have no edge
 */
export const tableLinks = (what, path, file, query, doubted) =>
  FORMATS.map(
    ({ format, ending, name }) =>
      html`<button
        class="quiet"
        aria-label="Save ${what} as ${name}"
        @click=${() => attempt(() => saveKnowing(doubted, () => save(path, `${file}.${ending}`, { ...query, format })))}
      >
        ${name}
      </button>`,
  );

/**
 * Saves what is asked for, after it was told how much of it is likely luck: where it goes, no verdict may go with it.
 *
 * @param {(() => Promise<number> | number) | undefined} doubted
 * @param {() => Promise<void>} saving
 */
export async function saveKnowing(doubted, saving) {
  const many = (await doubted?.()) ?? 0;
  const told =
    !many ||
    (await confirm({
      title: many === 1 ? "One of them is likely luck" : `${count(many)} of them are likely luck`,
      text:
        "By their verdicts they owe their results to luck, or have no edge. Tables keep the verdict in a column: " +
        "whoever trades them without reading it trades luck.",
      action: "Save all the same",
    }));
  if (told) await saving();
}

const DOUBTED = ["likely_luck", "no_edge"];
/** How many of these runs are likely luck by their verdicts. @param {{verdict?: string}[]} runs */
export const doubtedOf = (runs) => runs.filter(({ verdict }) => DOUBTED.includes(verdict)).length;
/** The same as a filter of the API. */
export const DOUBTED_FILTER = { verdict: DOUBTED };
