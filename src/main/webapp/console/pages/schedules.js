/** Recurring work: when it fires next, what came of the last fires, pause, run now, change. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, post, remove } from "../api.js";
import { time, typeName } from "../format.js";
import { confirm } from "../components/confirm.js";
import { ago } from "../components/job-row.js";
import "../components/fire-calendar.js";
import { empty, panel, show } from "../components/states.js";
import { attempt, toast } from "../components/toasts.js";

class Schedules extends Page {
  static properties = { ...Page.properties, open: { state: true } };

  constructor() {
    super();
    this.list = new Resource(this, (signal) => get("/schedules", null, signal), { every: 10000 });
    this.fires = new Resource(
      this,
      async (signal) =>
        this.open ? get(`/schedules/${encodeURIComponent(this.open)}/fires`, null, signal) : { fires: [] },
      { key: () => this.open, every: 10000 },
    );
  }

  render() {
    return html`<header class="page-head">
        <div>
          <h1>Schedules</h1>
          <p class="sub">Each fires once for the whole cluster, by the database's clock, whatever node is there.</p>
        </div>
        <a class="button primary" href="/new?plan=true" data-needs="operate">New schedule</a>
      </header>
      ${panel(
        "Recurring work",
        show(this.list, ({ schedules }) => this.#table(schedules)),
        { flush: true },
      )}
      ${
        this.list.value?.schedules.length
          ? panel("Next fires", html`<q-fire-calendar .schedules=${this.list.value.schedules}></q-fire-calendar>`, {
              flush: true,
              note: "seven days, UTC",
            })
          : nothing
      }
      ${
        this.open
          ? panel(
              `Last fires of ${this.open}`,
              show(this.fires, ({ fires }) => this.#fires(fires)),
              { flush: true },
            )
          : nothing
      }`;
  }

  #table(schedules) {
    if (!schedules.length)
      return empty("No schedules", "Let the leaderboard be refreshed every hour, or prices be ingested every night.");
    return html`<table class="cards">
      <thead>
        <tr>
          <th>Name</th>
          <th>Job</th>
          <th>When</th>
          <th>Next</th>
          <th>Last</th>
          <th><span class="sr-only">Actions</span></th>
        </tr>
      </thead>
      <tbody>
        ${schedules.map(
          (one) =>
            html`<tr>
              <td>
                <b>${one.name}</b>${
                  one.paused ? html` <span class="warn small">paused</span>` : nothing
                }${one.last_error ? html`<br /><span class="bad small">${one.last_error}</span>` : nothing}
              </td>
              <td>${typeName(one.job_type)}</td>
              <td><code>${one.cron}</code> <span class="muted small">${one.time_zone}</span></td>
              <td class="nowrap" data-label="Next" title=${one.next_fire ? `${time(one.next_fire)} UTC` : ""}>
                ${one.paused ? html`<span class="muted">–</span>` : ago(one.next_fire)}
              </td>
              <td data-label="Last">
                ${
                  one.last_job_id
                    ? html`<a class="text" href="/jobs/${one.last_job_id}">job ${one.last_job_id}</a> `
                    : nothing
                }<span class="soft">${ago(one.last_fire)}</span>
              </td>
              <td class="full">
                <span class="row tight">
                  <button data-needs="operate" @click=${() => this.#do(one, "run")} aria-label="Run ${one.name} now">
                    Run now
                  </button>
                  <button
                    data-needs="operate"
                    @click=${() => this.#do(one, one.paused ? "resume" : "pause")}
                    aria-label="${one.paused ? "Resume" : "Pause"} ${one.name}"
                  >
                    ${one.paused ? "Resume" : "Pause"}
                  </button>
                  <button
                    class="quiet"
                    aria-expanded=${this.open === one.name}
                    @click=${() => (this.open = this.open === one.name ? null : one.name)}
                    aria-label="Last fires of ${one.name}"
                  >
                    Fires
                  </button>
                  <a
                    class="button quiet"
                    data-needs="operate"
                    href="/new/${encodeURIComponent(one.job_type)}?schedule=${encodeURIComponent(one.name)}"
                    aria-label="Change ${one.name}"
                    >Change</a
                  >
                  <button
                    class="quiet"
                    data-needs="operate"
                    @click=${() => this.#remove(one)}
                    aria-label="Remove ${one.name}"
                  >
                    Remove
                  </button></span
                >
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #fires(fires) {
    if (!fires.length) return empty("It has not fired yet", "Run it now to see what it does.");
    return html`<table>
      <thead>
        <tr>
          <th>For</th>
          <th>Fired</th>
          <th>Job</th>
        </tr>
      </thead>
      <tbody>
        ${fires.map(
          (fire) =>
            html`<tr>
              <td class="tabular">${time(fire.fire_time)}</td>
              <td>${ago(fire.fired_at)}</td>
              <td>${fire.job_id ? html`<a href="/jobs/${fire.job_id}">${fire.job_id}</a>` : "–"}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  async #do(one, action) {
    const answer = await attempt(() => post(`/schedules/${encodeURIComponent(one.name)}/${action}`));
    if (answer === undefined) return;
    if (action === "run")
      toast(`${one.name} runs`, "good", { href: `/jobs/${answer.job_id}`, label: `job ${answer.job_id}` });
    else toast(`${one.name} ${action === "pause" ? "is paused" : "fires again"}`);
    this.list.reload();
  }

  async #remove(one) {
    if (
      await confirm({
        title: `Remove ${one.name}?`,
        text: "It never fires again. The jobs that it made stay.",
        action: "Remove",
        danger: true,
      })
    ) {
      await attempt(
        async () => (await remove(`/schedules/${encodeURIComponent(one.name)}`)) ?? true,
        `${one.name} is removed`,
      );
      this.list.reload();
    }
  }
}

customElements.define("q-schedules", Schedules);
