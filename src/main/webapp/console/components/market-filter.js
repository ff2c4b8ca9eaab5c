/** A choice of one stored market, or of all, for the filters of a page. */
import { html } from "../element.js";

const keyOf = ({ exchange, symbol, timeframe }) => [exchange, symbol, timeframe].join("|");

/**
 * @param {{exchange?: string, symbol?: string, timeframe?: string}} query what is chosen
 * @param {object[] | undefined} coverage the stored series
 * @param {(market: {exchange?: string, symbol?: string, timeframe?: string}) => void} choose
 */
export function marketFilter(query, coverage, choose) {
  const chosen = query.symbol ? keyOf(query) : "";
  return html`<div class="field wide">
    <label for="market">Market</label
    ><select
      id="market"
      @change=${(event) => {
        const [exchange, symbol, timeframe] = event.target.value.split("|");
        choose({ exchange, symbol, timeframe });
      }}
    >
      <option value="" ?selected=${!chosen}>All markets</option>
      ${(coverage ?? []).map(
        (one) =>
          html`<option value=${keyOf(one)} ?selected=${keyOf(one) === chosen}>
            ${one.symbol} · ${one.timeframe} · ${one.exchange}
          </option>`,
      )}
    </select>
  </div>`;
}
