/** What a back-test came to, in figures with their units, by month and by trade: of a run, and of a test by hand. */
import { html, nothing, svg, vars } from "../element.js";
import { count, duration, figure, fixed, percent, share, signed, words } from "../format.js";
import { bestShare, greatest, histogram, least, sharpe, yearly } from "../tear-figures.js";
import { panel } from "./states.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A month beyond this, in percent, has the strongest colour. */
const STRONGEST = 12;

/** @param {object} test a back-test */
export function tearSheet(test) {
  const { trades } = test;
  return html`<div class="grid two">
      ${panel("Figures", figures(test), { flush: true, note: "beside those of the asset held" })}
      <div class="stack">
        ${trades.length ? panel("Trades by their result", spread(test)) : nothing}
        ${trades.length ? panel("What ended them", exits(trades), { flush: true }) : nothing}
      </div>
    </div>
    ${panel("Months", months(test), { flush: true, note: "return in percent, open trades valued; UTC" })}`;
}

function figures(test) {
  const { stats, performance: daily, cash, held, heldDrawdown, heldReturns, seconds, trades } = test;
  const heldReturn = (held.at(-1) / cash - 1) * 100;
  const heldSharpe = daily ? sharpe(heldReturns) : null;
  const commission = trades.reduce((sum, one) => sum + one.Commission, 0);
  const total = stats.total_equity_return_pct;
  const best = bestShare(trades.map((one) => one.RealizedPnL));
  const rows = [
    ["Total return", signed(total), signed(heldReturn), "after commission and funding"],
    ["Return of a year", signed(yearly(total, seconds)), signed(yearly(heldReturn, seconds)), "compound, of 365 days"],
    [
      "Greatest drawdown",
      percent(stats.mark_to_market_max_drawdown_pct),
      percent(-least(heldDrawdown)),
      "from a peak, open trades valued at each close",
    ],
    [
      "Sharpe ratio",
      fixed(daily?.daily_sharpe),
      heldSharpe === null ? "–" : fixed(heldSharpe * Math.sqrt(daily.returns_per_year)),
      "yearly, of daily returns, riskless return 0",
    ],
    ["Sortino ratio", fixed(daily?.daily_sortino), "", "yearly, over the deviation of losing days"],
    ["Calmar ratio", fixed(daily?.yearly_calmar), "", "return of a year over greatest drawdown"],
    ["Exposure", share(daily?.exposure, 2), "100.00%", "share of the bars with a position"],
    ["Trades", count(stats.trades), "", `${percent(stats.win_rate)} of them won`],
    ["Profit factor", figure(stats.profit_factor, stats.profit_factor_infinite), "", "sum of gains over sum of losses"],
    [
      "Average trade",
      signed(stats.avg_return_pct),
      "",
      `of the equity at its entry; median ${signed(stats.median_return_pct)}`,
    ],
    ["Expectancy, R", fixed(daily?.expectancy_r), "", "mean profit of a trade in multiples of what it risked"],
    [
      "Best and worst trade",
      `${signed(stats.best_return_pct)}, ${signed(stats.worst_return_pct)}`,
      "",
      "of the equity",
    ],
    ["Best trade's share", share(best, 1), "", "of the net profit of all trades"],
    [
      "Longest streaks",
      `${count(stats.max_consecutive_wins)} won, ${count(stats.max_consecutive_losses)} lost`,
      "",
      "trades in a row",
    ],
    ["Time in a trade", duration(stats.avg_duration), "", "on average"],
    [
      "Commission",
      fixed(commission),
      "",
      `of all trades, in the quote currency; ${percent((100 * commission) / cash)} of the start`,
    ],
  ];
  return html`<table class="figures">
    <thead>
      <tr>
        <th>Figure</th>
        <th class="num">Strategy</th>
        <th class="num">Asset held</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, mine, other, says]) =>
          html`<tr data-figure=${name}>
            <td>${name}<span class="says">${says}</span></td>
            <td class="num nowrap">${mine}</td>
            <td class="num nowrap">${other}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const WIDTH = 600;
const HEIGHT = 150;
const BASE = 122;

function spread({ trades }) {
  const results = trades.map((one) => (100 * one.RealizedPnL) / one.EquityBefore).filter(Number.isFinite);
  if (!results.length) return nothing;
  const bins = histogram(results);
  const most = Math.max(...bins.map((bin) => bin.count));
  const step = WIDTH / bins.length;
  const best = bestShare(trades.map((one) => one.RealizedPnL));
  const zero = bins.findIndex((bin) => Math.abs(bin.from) < 1e-9);
  const text = `${count(results.length)} trades by their result in percent of equity, from ${signed(
    least(results),
  )} to ${signed(greatest(results))}`;
  return html`<figure class="spread trades-spread">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${text} preserveAspectRatio="none">
      ${bins.map(
        (bin, k) =>
          svg`<rect class=${bin.from >= -1e-9 ? "won" : "lost"} x=${k * step + 1} width=${Math.max(1, step - 2)} y=${
            BASE - (bin.count / most) * (BASE - 8)
          } height=${(bin.count / most) * (BASE - 8)}><title>${signed(bin.from)} to ${signed(bin.to)}: ${count(
            bin.count,
          )}</title></rect>`,
      )}
      <line class="axis" x1="0" x2=${WIDTH} y1=${BASE} y2=${BASE}></line>
      ${zero > 0 ? svg`<line class="zero" x1=${zero * step} x2=${zero * step} y1="0" y2=${BASE}></line>` : nothing}
    </svg>
    <div class="ends">
      <span>${signed(bins[0].from)}</span><span class="muted">of the equity; line: zero; highest: ${count(most)}</span
      ><span>${signed(bins.at(-1).to)}</span>
    </div>
    ${
      best === null
        ? nothing
        : html`<figcaption class="small">The best trade alone made ${share(best, 1)} of the profit.</figcaption>`
    }
  </figure>`;
}

function exits(trades) {
  const groups = new Map();
  for (const { ExitReason: reason, RealizedPnL: profit } of trades) {
    const group = groups.get(reason) ?? { number: 0, won: 0, net: 0 };
    groups.set(reason, { number: group.number + 1, won: group.won + (profit > 0 ? 1 : 0), net: group.net + profit });
  }
  return html`<table>
    <thead>
      <tr>
        <th>Reason</th>
        <th class="num">Trades</th>
        <th class="num">Won</th>
        <th class="num">Net, quote currency</th>
      </tr>
    </thead>
    <tbody>
      ${[...groups].map(
        ([reason, { number, won, net }]) =>
          html`<tr>
            <td>${words(reason)}</td>
            <td class="num">${count(number)}</td>
            <td class="num">${share(won / number)}</td>
            <td class="num ${net >= 0 ? "good" : "bad"}">${fixed(net)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function months({ years, heldYears }) {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Returns by month">
    <table class="months-heat">
      <thead>
        <tr>
          <th>Year</th>
          ${MONTHS.map((name) => html`<th class="num">${name}</th>`)}
          <th class="num">Year</th>
          <th class="num">Asset held</th>
        </tr>
      </thead>
      <tbody>
        ${years.map(
          ({ year, months: gains, total }, k) =>
            html`<tr>
              <th scope="row">${year}</th>
              ${gains.map(cell)} ${cell(total)}
              <td class="num muted">${fixed(heldYears[k].total, 1)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Colour and sign say the same. */
function cell(gain) {
  if (gain === null) return html`<td></td>`;
  const text = fixed(gain, 1);
  const part = Number(text) === 0 ? 0 : Math.min(1, Math.abs(gain) / STRONGEST);
  return html`<td
    class="num heat-cell ${gain >= 0 ? "up" : "down"}"
    ${vars({ "--part": `${Math.round(6 + part * 40)}%` })}
    ?data-flat=${part === 0}
  >
    ${gain > 0 && part ? "+" : ""}${text.replace(/^-0\.0$/, "0.0")}
  </td>`;
}
