/** The trades of a back-test, each with a button that shows it in the charts. */
import { html, nothing } from "../element.js";
import { count, fixed, plain, signed, time, words } from "../format.js";

const SHOWN_TRADES = 200;

/**
 * Times are opens of bars, as under the chart and everywhere else; the answer has their closes.
 *
 * @param {(number: number) => void} look shows a trade in the charts
 */
export function tradesTable({ trades, time: times }, look) {
  const opened = (bar) => (times[bar] === undefined ? "–" : time(times[bar] * 1000).slice(0, 16));
  return html`<table>
      <thead>
        <tr>
          <th class="num">No.</th>
          <th>Side</th>
          <th>Entry</th>
          <th class="num">at</th>
          <th>Exit</th>
          <th class="num">at</th>
          <th>Why</th>
          <th class="num">Net return</th>
          <th class="num">Profit</th>
          <th class="num">R</th>
          <th><span class="sr-only">Chart</span></th>
        </tr>
      </thead>
      <tbody>
        ${trades.slice(0, SHOWN_TRADES).map(
          (trade) =>
            html`<tr>
              <td class="num">${trade.number}</td>
              <td>${trade.Side}</td>
              <td class="nowrap tabular">${opened(trade.EntryBar)}</td>
              <td class="num">${plain(trade.EntryPrice)}</td>
              <td class="nowrap tabular">${opened(trade.ExitBar)}</td>
              <td class="num">${plain(trade.ExitPrice)}</td>
              <td class="soft nowrap">${words(trade.ExitReason)}</td>
              <td class="num ${trade.NetReturnPct >= 0 ? "good" : "bad"}">${signed(trade.NetReturnPct * 100)}</td>
              <td class="num">${fixed(trade.RealizedPnL)}</td>
              <td class="num">${fixed(trade.R_multiple)}</td>
              <td>
                <button
                  class="quiet"
                  aria-label="Show trade ${trade.number} in the chart"
                  @click=${() => look(trade.number)}
                >
                  Show
                </button>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      trades.length > SHOWN_TRADES
        ? html`<p class="pager muted small">The first ${SHOWN_TRADES} of ${count(trades.length)}.</p>`
        : nothing
    }`;
}
