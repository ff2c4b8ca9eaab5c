/** How whole a series is: every day as a square, the figures behind it, and what is odd. */
import { Element, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { count, day, duration, plain, signed, time } from "../format.js";
import "./chart.js";
import { panel, show } from "./states.js";
import { barSeconds } from "../timeframe.js";

const DAY = 86400000;
const MOST_DAYS = 1100;

class PriceQuality extends Element {
  static properties = { series: { attribute: false } };

  constructor() {
    super();
    const key = () => this.series;
    this.quality = new Resource(this, (signal) => get("/prices/quality", this.#market, signal), { key });
    this.daily = new Resource(
      this,
      (signal) => get("/prices/candles", { ...this.#market, timeframe: "1d", limit: 10000 }, signal),
      { key },
    );
  }

  get #market() {
    const [exchange, symbol, timeframe] = this.series.split("|");
    return { exchange, symbol, timeframe };
  }

  render() {
    const { exchange, symbol, timeframe } = this.#market;
    return panel(
      `${symbol} ${timeframe} on ${exchange}`,
      show(
        this.quality,
        (view) =>
          html`<div class="stack">
            ${this.#verdict(view.quality)}${calendar(
              view,
            )}${this.#chart()}${this.#figures(view)}${this.#gaps(view.quality)}${this.#outliers(view.quality)}
          </div>`,
        { lines: 8 },
      ),
      { extra: html`<a class="button quiet" href="/prices">Close</a>` },
    );
  }

  #verdict(quality) {
    const notes = quality.suspicions.map((one) => html`<li>${one}</li>`);
    if (notes.length)
      return html`<div class="notice warn">
        <b>Look at this before you trust a test on it</b>
        <ul>
          ${notes}
        </ul>
      </div>`;
    return quality.missing_unknown || quality.inconsistent
      ? html`<p>
          <b class="warn">▲ Not whole:</b> ${count(quality.missing_unknown)} bars are missing without a source having
          said that there was no
          trade${quality.inconsistent ? `, ${count(quality.inconsistent)} contradict themselves` : ""}.
        </p>`
      : html`<p><b class="good">● Whole:</b> every bar is there, or a source has said that there was no trade.</p>`;
  }

  #chart() {
    const candles = this.daily.value?.candles;
    if (!candles || candles.length < 2) return nothing;
    if (this.drawn?.from !== candles) {
      this.drawn = {
        from: candles,
        options: {
          height: 170,
          fit: true,
          legend: false,
          format: plain,
          label: `Daily closes from ${plain(candles[0].close)} to ${plain(candles.at(-1).close)}`,
          series: [{ label: "Close", stroke: "--chart-1" }],
        },
        data: [candles.map((one) => one.ts_ms / 1000), candles.map((one) => one.close)],
      };
    }
    return html`<q-chart .options=${this.drawn.options} .data=${this.drawn.data}></q-chart>`;
  }

  #figures({ quality, calendar: market, calendar_source: source, revisions }) {
    const facts = [
      ["Bars", `${count(quality.bars)} of ${count(quality.expected)}`],
      [
        "Gaps",
        `${count(quality.gaps)}, ${count(quality.missing)} bars, ${count(quality.missing_unknown)} of them unexplained`,
      ],
      ["Contradict themselves", count(quality.inconsistent)],
      ["Repeat the bar before", count(quality.repeated)],
      ["Without volume", count(quality.zero_volume)],
      ["Jumps", count(quality.outliers)],
      ["Values revised", count(revisions)],
      ["Market trades", `${sessions(market)}${source === "set" ? ", as was set" : ", as its bars tell"}`],
    ];
    return html`<dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
  }

  #gaps({ largest_gaps: gaps, gaps: all }) {
    if (!gaps.length) return nothing;
    const shown = [...gaps].sort((a, b) => b.bars - a.bars).slice(0, 8);
    return html`<div class="scroll" tabindex="0" role="group" aria-label="The largest gaps">
      <table>
        <caption class="sr-only">
          The largest gaps
        </caption>
        <thead>
          <tr>
            <th>Gap from</th>
            <th>to</th>
            <th class="num">Bars</th>
            <th>Source</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (gap) =>
              html`<tr>
                <td class="tabular nowrap">${time(gap.start_ts)}</td>
                <td class="tabular nowrap">${time(gap.end_ts)}</td>
                <td class="num">${count(gap.bars)}</td>
                <td>
                  ${
                    gap.known
                      ? "says that there was no trade"
                      : html`<span class="warn">has not been asked, or does not know</span>`
                  }
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${all > shown.length ? html`<p class="muted small">The largest ${shown.length} of ${count(all)}.</p>` : nothing}
    </div>`;
  }

  #outliers({ largest_outliers: outliers }) {
    if (!outliers.length) return nothing;
    return html`<div class="scroll" tabindex="0" role="group" aria-label="The largest jumps">
      <table>
        <caption class="sr-only">
          The largest jumps
        </caption>
        <thead>
          <tr>
            <th>Jump at</th>
            <th class="num">from</th>
            <th class="num">to</th>
            <th class="num">Change</th>
          </tr>
        </thead>
        <tbody>
          ${[...outliers]
            .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
            .slice(0, 8)
            .map(
              (one) =>
                html`<tr>
                  <td class="tabular nowrap">${time(one.ts)}</td>
                  <td class="num">${plain(one.previous_close)}</td>
                  <td class="num">${plain(one.close)}</td>
                  <td class="num">${signed(one.change * 100)}</td>
                </tr>`,
            )}
        </tbody>
      </table>
    </div>`;
  }
}

/** @returns {string} such as "mon-fri 09:30-16:00 America/New_York, 9 holidays" */
export function sessions({ time_zone: zone, sessions: all, holidays }) {
  const always = all.length === 1 && all[0].days.length === 7 && all[0].open === "00:00" && all[0].close === "24:00";
  const span = ({ days: on, open, close }) => `${on.length > 1 ? `${on[0]}–${on.at(-1)}` : on[0]} ${open}–${close}`;
  const spoken = always ? "always" : `${all.map(span).join(", ")} ${zone}`;
  return holidays.length
    ? `${spoken}, ${count(holidays.length)} ${holidays.length === 1 ? "holiday" : "holidays"}`
    : spoken;
}

/** Which part of each day lacks bars, as far as the named gaps tell. @returns {{at: number, lacking: number}[]} */
export function days({ first_ts: first, last_ts: last, timeframe, quality }) {
  if (!first) return [];
  const from = Math.floor(Date.parse(first) / DAY) * DAY;
  const end = Date.parse(last);
  const all = [];
  for (let at = from; at <= end; at += DAY) all.push({ at, lacking: 0 });
  const step = 1000 * barSeconds(timeframe);
  for (const gap of quality.largest_gaps) {
    const [start, stop] = [Date.parse(gap.start_ts), Date.parse(gap.end_ts) + step];
    for (let k = Math.floor((start - from) / DAY); k < all.length && all[k].at < stop; k++) {
      all[k].lacking += (Math.min(stop, all[k].at + DAY) - Math.max(start, all[k].at)) / DAY;
    }
  }
  return all;
}

function calendar(view) {
  const all = days(view).slice(-MOST_DAYS);
  if (!all.length) return nothing;
  const months = new Map();
  for (const one of all) {
    const month = day(one.at).slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), one]);
  }
  const kind = (one) => (one.lacking > 0.98 ? "gap" : one.lacking > 0 ? "part" : "full");
  const lacking = all.filter((one) => one.lacking > 0).length;
  return html`<figure
    class="calendar"
    role="img"
    aria-label="${count(all.length)} days, ${count(lacking)} of them with gaps"
  >
    <div class="months">
      ${[...months].map(
        ([month, list]) =>
          html`<div class="month">
            <h3>${month}</h3>
            <div class="days">
              ${Array.from(
                { length: (new Date(list[0].at).getUTCDay() + 6) % 7 },
                () => html`<i class="none"></i>`,
              )}${list.map(
                (one) =>
                  html`<i
                    class=${kind(one)}
                    title="${day(one.at)}${one.lacking > 0 ? `: ${duration(one.lacking * 86400)} without bars` : ""}"
                  ></i>`,
              )}
            </div>
          </div>`,
      )}
    </div>
    <figcaption class="legend">
      <span><i class="full"></i>whole day</span><span><i class="part"></i>part of it missing</span
      ><span><i class="gap"></i>missing</span>
    </figcaption>
  </figure>`;
}

customElements.define("q-price-quality", PriceQuality);
