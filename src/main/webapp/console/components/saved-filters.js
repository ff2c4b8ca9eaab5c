/** Filters of the jobs by a name, kept in this browser. */
import { html, nothing } from "../element.js";
import { queryText } from "../api.js";
import { confirm } from "./confirm.js";

const NAME = "quarry.jobs.filters";
const MOST = 20;

function stored() {
  try {
    const list = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => one?.name && one.query) : [];
  } catch {
    return [];
  }
}

const store = (list) => localStorage.setItem(NAME, JSON.stringify(list.slice(-MOST)));

/**
 * Links to those that are saved, and a button that saves what is set.
 *
 * @param {import("../element.js").Page} page
 * @param {string[]} fields which words of its query are kept
 */
export function savedFilters(page, fields) {
  const query = Object.fromEntries(fields.filter((name) => page.query[name]).map((name) => [name, page.query[name]]));
  const text = queryText(query);
  const list = stored();
  const known = list.some((one) => queryText(one.query) === text);
  const save = async () => {
    let name = "";
    const yes = await confirm({
      title: "Save this filter",
      text: html`<label>Name <input maxlength="60" @input=${(event) => (name = event.target.value.trim())} /></label>`,
      action: "Save",
    });
    if (!yes || !name) return;
    store([...list.filter((one) => one.name !== name), { name, query }]);
    page.requestUpdate();
  };
  const button = html`<button type="button" class="quiet" @click=${save}>Save filter…</button>`;
  return html`${text && !known ? button : nothing}
  ${
    list.length
      ? html`<div class="saved row tight" role="group" aria-label="Saved filters">
          ${list.map(
            (one) =>
              html`<span class="chip"
                ><a
                  href=${`/jobs${queryText(one.query)}`}
                  aria-current=${queryText(one.query) === text ? "true" : nothing}
                  >${one.name}</a
                >
                <button
                  type="button"
                  class="quiet"
                  aria-label="Forget the filter ${one.name}"
                  @click=${() => {
                    store(list.filter((other) => other !== one));
                    page.requestUpdate();
                  }}
                >
                  ×
                </button></span
              >`,
          )}
        </div>`
      : nothing
  }`;
}
