/** What can be started, to choose from, and what is said where it cannot. */
import { html } from "../element.js";
import { empty } from "./states.js";

/** @param {Record<string, import("../job-types.js").Type>} types */
export function jobChoices(types) {
  return html`<header class="page-head">
      <div>
        <h1>New job</h1>
        <p class="sub">
          What should be done? Each runs in the background; you can watch it, and close this page meanwhile.
        </p>
      </div>
    </header>
    <div class="choices">
      ${Object.entries(types).map(
        ([name, type]) =>
          html`<a class="choice" href="/new/${name}${location.search}"
            ><h2>${type.title}</h2>
            <p class="soft small">${type.text}</p></a
          >`,
      )}
    </div>`;
}

/** For a job that works on stored prices, where there are none. @param {import("../job-types.js").Type} type */
export function noPrices(type) {
  return html`<h1>${type.title}</h1>
    ${empty(
      "There are no prices yet",
      "It needs a market to work on. Upload a file, or ingest the sample that comes with Quarry.",
      html`<div class="row">
        <a class="button primary" href="/prices">Upload prices</a
        ><a class="button" href="/new/prices_ingest">Ingest the sample</a>
      </div>`,
    )}`;
}
