/** Strategy parameters and markets as people read them. */
import { html, nothing } from "../element.js";
import { day, plain } from "../format.js";

/** @param {Record<string, any>} values @param {unknown} lead what stands before them, such as their strategy */
export const params = (values, lead = nothing) =>
  html`<span class="chips"
    >${lead}${Object.entries(values ?? {}).map(
      ([name, value]) =>
        html` <span class="chip"
          ><span>${name}</span
          ><b>${typeof value === "object" && value !== null ? JSON.stringify(value) : plain(value)}</b></span
        >`,
    )}</span
  >`;

/** The same in one line. */
export const paramsText = (values) =>
  Object.entries(values ?? {})
    .map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : plain(value)}`)
    .join(" · ");

/** "BTC/USD · 30m · sample", and the range under it. */
export const market = (one, { range = true } = {}) =>
  one?.symbol
    ? html`<span class="nowrap">${one.symbol} · ${one.timeframe} <span class="muted">${one.exchange}</span></span
        >${
          range && one.start_ts
            ? html`<br /><span class="muted small nowrap">${dayOf(one.start_ts)} to ${dayOf(one.end_ts)}</span>`
            : nothing
        }`
    : html`<span class="muted">all markets</span>`;

const dayOf = (text) => (Number.isNaN(Date.parse(text)) ? text : day(text));
