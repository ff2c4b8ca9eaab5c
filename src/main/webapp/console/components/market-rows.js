/** The markets of a search: one, or several that are tested by a job each. */
import { html, nothing } from "../element.js";
import { splitMarket, wholeOf } from "../job-payload.js";
import { marketFields } from "./form-fields.js";

/**
 * @param {object} payload with a market's fields, or `markets`
 * @param {object[]} coverage the stored series
 */
export function marketRows(payload, coverage, { change, error }) {
  const several = payload.markets;
  const { shared, rest } = splitMarket(payload);
  if (!Array.isArray(several)) {
    return html`<div class="stack">
      ${marketFields(payload, coverage, "stored", {
        choose: (series) => series && change({ ...rest, ...wholeOf(series) }),
        set: (name, value) => change({ ...payload, [name]: value }),
        error,
      })}
      <div><button type="button" @click=${() => change({ ...rest, markets: [shared] })}>Several markets</button></div>
    </div>`;
  }
  const put = (k, market) => change({ ...rest, markets: several.map((one, n) => (n === k ? market : one)) });
  const taken = new Set(several.map((one) => [one.exchange, one.symbol, one.timeframe].join("|")));
  const free = coverage.filter((one) => !taken.has([one.exchange, one.symbol, one.timeframe].join("|")));
  return html`<div class="stack" role="group" aria-label="Markets">
    ${several.map(
      (market, k) =>
        html`<div class="market-row" role="group" aria-label="Market ${k + 1}">
          ${marketFields(
            market,
            coverage,
            "stored",
            {
              choose: (series) => series && put(k, wholeOf(series)),
              set: (name, value) => put(k, { ...market, [name]: value }),
              error: (name) => error(name) ?? (name.endsWith("].exchange") ? error(`markets[${k}]`, true) : undefined),
            },
            { prefix: `markets[${k}].` },
          )}
          <button
            type="button"
            class="quiet icon"
            aria-label="Remove market ${k + 1}"
            @click=${() => change({ ...rest, markets: several.filter((_, n) => n !== k) })}
          >
            ×
          </button>
        </div>`,
    )}
    ${error("markets", true) ? html`<p class="error" role="alert">${error("markets", true)}</p>` : nothing}
    <div class="row tight">
      <button type="button" @click=${() => change({ ...rest, markets: [...several, wholeOf(free[0] ?? coverage[0])] })}>
        Add a market
      </button>
      ${
        free.length > 1
          ? html`<button
              type="button"
              class="quiet"
              @click=${() => change({ ...rest, markets: [...several, ...free.map(wholeOf)] })}
            >
              Add all ${free.length} others
            </button>`
          : nothing
      }
      ${
        several.length < 2
          ? html`<button type="button" class="quiet" @click=${() => change({ ...rest, ...several[0] })}>
              One market only
            </button>`
          : nothing
      }
    </div>
    <p class="small muted">
      Each is tested by a job of its own, which any node may run; the job you start shows them together.
    </p>
  </div>`;
}
