/** When schedules fire in the days to come: a row for each, a column for each day, UTC. */
import { Element, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { clock, count, day, relative, time } from "../format.js";

const DAYS = 7;
const DAY_MILLIS = 86400000;
/** More fires of one schedule are not asked for; the days behind them say so. */
const MOST_FIRES = 500;
const MOST_SCHEDULES = 30;

class FireCalendar extends Element {
  static properties = { schedules: { attribute: false } };

  constructor() {
    super();
    this.fires = new Resource(this, (signal) => Promise.all(this.#shown.map((one) => nextOf(one, signal))), {
      key: () => this.#shown.map((one) => [one.name, one.cron, one.time_zone, one.next_fire]),
    });
  }

  get #shown() {
    return this.schedules.filter((one) => !one.paused).slice(0, MOST_SCHEDULES);
  }

  render() {
    const fires = this.fires.value;
    if (!fires || fires.length !== this.#shown.length) return nothing;
    const today = Date.parse(day(Date.now()));
    const days = Array.from({ length: DAYS }, (_, k) => today + k * DAY_MILLIS);
    return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Fires by day">
      <table class="fire-calendar">
        <thead>
          <tr>
            <th>Schedule</th>
            ${days.map(
              (start) => html`<th class="num">${weekday(start)} <span class="muted">${day(start).slice(5)}</span></th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.#shown.map(
            (one, k) =>
              html`<tr>
                <th scope="row">${one.name}</th>
                ${days.map((start) => cell(fires[k], start))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

const weekday = (millis) => new Date(millis).toLocaleDateString("en", { weekday: "short", timeZone: "UTC" });

async function nextOf({ cron, time_zone }, signal) {
  const { fires } = await get("/cron", { cron, time_zone, limit: MOST_FIRES }, signal);
  return fires;
}

/** The one time, or how many from when. */
function cell(fires, start) {
  const those = fires.filter((fire) => Date.parse(fire) >= start && Date.parse(fire) < start + DAY_MILLIS);
  const open = fires.length === MOST_FIRES && Date.parse(fires.at(-1)) < start + DAY_MILLIS;
  if (open) return html`<td class="num muted" title="More than are counted here">…</td>`;
  if (!those.length) return html`<td class="num muted">–</td>`;
  const first = clock(those[0]).slice(0, 5);
  return html`<td class="num tabular" title="${time(those[0])}, ${relative(those[0])}">
    ${those.length === 1 ? first : html`${count(those.length)} × <span class="muted">from ${first}</span>`}
  </td>`;
}

customElements.define("q-fire-calendar", FireCalendar);
