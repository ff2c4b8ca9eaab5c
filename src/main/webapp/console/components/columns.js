/** Which columns of a table are shown, as it was chosen in this browser, and what is shown as text to paste. */
import { html } from "../element.js";
import { copyText } from "./json-view.js";

const stored = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
};

/** @param {string} key under which the choice is kept @param {string[]} usual */
export const chosenColumns = (key, usual) => stored(key) ?? usual;

/**
 * @param {string} key
 * @param {[string, string][]} all each column's name and what it is called
 * @param {string[]} usual
 * @param {() => void} changed
 */
export function columnChoice(key, all, usual, changed) {
  const chosen = chosenColumns(key, usual);
  const turn = (name, on) => {
    const now = all.map(([one]) => one).filter((one) => (one === name ? on : chosen.includes(one)));
    try {
      localStorage.setItem(key, JSON.stringify(now));
    } catch {
      return;
    }
    changed();
  };
  return html`<details class="columns">
    <summary class="button quiet">Columns</summary>
    <div class="menu">
      ${all.map(
        ([name, text]) =>
          html`<label
            ><input
              type="checkbox"
              .checked=${chosen.includes(name)}
              @change=${(event) => turn(name, event.target.checked)}
            />
            ${text}</label
          >`,
      )}
    </div>
  </details>`;
}

/** Copies the rows of a table as they are shown, tabs between, so that a spreadsheet takes them. */
export const copyTable = (selector) =>
  copyText(() =>
    [...document.querySelectorAll(`${selector} tr`)]
      .map((row) =>
        [...row.cells]
          .filter((cell) => !cell.querySelector("input[type=checkbox]"))
          .map((cell) => cell.innerText.replace(/\s+/g, " ").trim())
          .join("\t"),
      )
      .join("\n"),
  );
