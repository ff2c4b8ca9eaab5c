/** When a job is to run again and again: the fields of a schedule, and when it would fire next. */
import { Element, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { time } from "../format.js";
import { field } from "./form-fields.js";

/** What a new one begins with. */
export const FIRST_PLAN = {
  name: "",
  cron: "0 3 * * *",
  time_zone: "UTC",
  missed_fires: "fire_once",
  priority: 0,
  paused: false,
};

class SchedulePlan extends Element {
  static properties = { plan: { attribute: false }, fixed: { type: Boolean }, errors: { attribute: false } };

  constructor() {
    super();
    this.next = new Resource(
      this,
      (signal) => get("/cron", { cron: this.plan.cron, time_zone: this.plan.time_zone, limit: 5 }, signal),
      { key: () => [this.plan.cron, this.plan.time_zone] },
    );
  }

  render() {
    const refused = (name) => this.errors?.find((one) => one.field === name)?.reason;
    const unread = (name) => this.next.error?.errors?.find((one) => one.field === name)?.reason;
    const text = (name, label, hint) =>
      field(
        `plan.${name}`,
        label,
        html`<input
          id="f-plan.${name}"
          .value=${this.plan[name]}
          ?readonly=${name === "name" && this.fixed}
          @input=${(event) => this.#set(name, event.target.value.trim())}
        />`,
        { hint, error: refused(name) ?? unread(name) },
      );
    return html`<div class="fields">
        ${text("name", "Name", "letters, digits, dots, _ and -")}
        ${text("cron", "When", "minute, hour, day, month, day of week; or @hourly, @daily, @weekly")}
        ${text("time_zone", "Time zone", "such as Europe/Vienna")}
        ${field(
          "plan.missed_fires",
          "Missed fires",
          html`<select id="f-plan.missed_fires" @change=${(event) => this.#set("missed_fires", event.target.value)}>
            ${[
              ["fire_once", "One job makes up for all"],
              ["skip", "Leave them out"],
            ].map(
              ([value, words]) =>
                html`<option value=${value} ?selected=${value === this.plan.missed_fires}>${words}</option>`,
            )}
          </select>`,
        )}
      </div>
      ${this.#fires()}
      <p class="small muted">
        In texts of the form, {{fire_time}} and {{fire_time - P2D}} stand for the time it fires for.
      </p>`;
  }

  #fires() {
    const fires = this.next.error ? null : this.next.value?.fires;
    if (!fires) return nothing;
    return html`<div class="next-fires" role="status">
      <b class="small">${fires.length ? "Fires next, UTC" : "It never fires"}</b>
      <ol>
        ${fires.map((fire) => html`<li class="tabular">${time(fire)}</li>`)}
      </ol>
    </div>`;
  }

  #set(name, value) {
    this.dispatchEvent(new CustomEvent("plan", { detail: { ...this.plan, [name]: value } }));
  }
}

customElements.define("q-schedule-plan", SchedulePlan);
