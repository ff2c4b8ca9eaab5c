/** Asks before something is done that cannot be undone by a click. */
import { render } from "lit";
import { html, nothing } from "../element.js";

/**
 * @param {{title: string, text: any, action: string, danger?: boolean}} question
 * @returns {Promise<boolean>} whether it was confirmed
 */
export function confirm({ title, text, action, danger = false }) {
  return new Promise((answer) => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "confirm-title");
    render(
      html`<form method="dialog" class="body">
        <h1 id="confirm-title">${title}</h1>
        <div class="soft">${text}</div>
        <footer>
          <button value="no">${action ? "Keep as it is" : "Close"}</button>
          ${
            action ? html`<button value="yes" class=${danger ? "danger solid" : "primary"}>${action}</button>` : nothing
          }
        </footer>
      </form>`,
      dialog,
    );
    dialog.addEventListener("close", () => {
      answer(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
