/** What a part of a page shows while its data is loading, missing or wrong; designed once. */
import { html, nothing } from "../element.js";

/** Nothing there yet, and what to do about it. */
export const empty = (title, text, action = nothing) =>
  html` <div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
    ${action}
  </div>`;

/** An error as the server tells it, with a way to try again. */
export const failed = (error, again) =>
  html` <div class="empty bad-state" role="alert">
    <h2>
      ${
        error.status === 404
          ? "Not found"
          : error.status === 0
            ? "The server does not answer"
            : "This could not be loaded"
      }
    </h2>
    <p>${error.message}</p>
    ${
      error.errors?.length
        ? html`<ul>
            ${error.errors.map((one) => html`<li><code>${one.field}</code> ${one.reason}</li>`)}
          </ul>`
        : nothing
    }
    ${again ? html`<button @click=${again}>Try again</button>` : nothing}
  </div>`;

/** Grey lines where text will be. */
export const skeleton = (lines = 4) =>
  html` <div class="skeleton" role="status">
    <span class="sr-only">Loading</span>
    ${Array.from({ length: lines }, () => html`<span class="bone" aria-hidden="true"></span>`)}
  </div>`;

/**
 * What a resource has to show. A value that is there stays even when a newer one cannot be had.
 * @param {import("../element.js").Resource} resource
 */
export function show(resource, view, { lines = 4, waiting } = {}) {
  if (resource.value !== undefined) return view(resource.value);
  if (resource.error) return failed(resource.error, resource.reload);
  return waiting ?? skeleton(lines);
}

/** A framed part of a page. */
export const panel = (title, body, { extra = nothing, id = nothing, flush = false, note = nothing } = {}) =>
  html` <section class="panel ${flush ? "flush" : ""}" id=${id} aria-label=${title}>
    <header>
      <h2>${title}</h2>
      ${note === nothing ? nothing : html`<span class="muted small">${note}</span>`} <span class="grow"></span>${extra}
    </header>
    <div class="panel-body">${body}</div>
  </section>`;

/** A figure with its name above and what it means below. */
export const tile = (label, value, under = nothing) =>
  html`<div class="tile" data-figure=${label}>
    <span class="label">${label}</span><span class="value">${value}</span><span class="under">${under}</span>
  </div>`;
