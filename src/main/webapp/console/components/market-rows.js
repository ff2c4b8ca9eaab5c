/** The markets of a search: one, or several that are tested by a job each. */
import { html, nothing } from "../element.js";
import { marketFields } from "./form-fields.js";

const FIELDS = ["exchange", "symbol", "timeframe", "start_ts", "end_ts"];

/** All there is of a stored series, as a market. */
export function wholeOf({ exchange, symbol, timeframe, min_ts_ms: from, max_ts_ms: to }) {
  const text = (millis) => new Date(millis).toISOString().replace(".000Z", "Z");
  return { exchange, symbol, timeframe, start_ts: text(from), end_ts: text(to) };
}

/** The payload with each of its markets whole: what one leaves out stands beside them. */
export function withWholeMarkets(payload) {
  if (!Array.isArray(payload.markets)) return payload;
  const { shared, rest } = split(payload);
  return { ...rest, markets: payload.markets.map((one) => ({ ...shared, ...one })) };
}

function split(payload) {
  const shared = Object.fromEntries(
    FIELDS.filter((name) => payload[name] !== undefined).map((name) => [name, payload[name]]),
  );
  return {
    shared,
    rest: Object.fromEntries(Object.entries(payload).filter(([name]) => !FIELDS.includes(name) && name !== "markets")),
  };
}

/**
 * @param {object} payload with a market's fields, or `markets`
 * @param {object[]} coverage the stored series
 */
export function marketRows(payload, coverage, { change, error }) {
  const several = payload.markets;
  const { shared, rest } = split(payload);
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
