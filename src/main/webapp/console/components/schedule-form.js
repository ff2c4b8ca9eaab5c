/** A dialog that makes or changes a schedule. */
import { render } from "lit";
import { html, nothing } from "../element.js";
import { typeName } from "../format.js";

/**
 * @param {object | null} schedule the one to change
 * @param {string[]} types what may be scheduled
 * @returns {Promise<object | null>} name and definition, null when it was left
 */
export function editSchedule(schedule, types) {
  const one = schedule ?? {
    name: "",
    job_type: "leaderboard_refresh",
    cron: "0 * * * *",
    time_zone: "UTC",
    payload: {},
    missed_fires: "fire_once",
    priority: 0,
    paused: false,
  };
  return new Promise((answer) => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "schedule-title");
    const field = (name, label, hint, more = nothing) =>
      html`<div class="field">
        <label for="s-${name}">${label}</label
        ><input id="s-${name}" name=${name} required .value=${String(one[name])} ?readonly=${more === "fixed"} /><span
          class="hint"
          >${hint}</span
        >
      </div>`;
    const submit = (event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      let payload;
      try {
        payload = JSON.parse(form.get("payload") || "{}");
      } catch (problem) {
        dialog.querySelector(".error").textContent = `The payload is no JSON: ${problem.message}`;
        return;
      }
      dialog.returned = {
        ...Object.fromEntries(
          ["name", "job_type", "cron", "time_zone", "missed_fires"].map((name) => [name, form.get(name)]),
        ),
        payload,
        priority: one.priority,
        paused: one.paused,
      };
      dialog.close();
    };
    render(
      html`<form @submit=${submit}>
        <h1 id="schedule-title">${schedule ? `Change ${schedule.name}` : "New schedule"}</h1>
        <div class="fields">
          ${field("name", "Name", "letters, digits, _ and -", schedule ? "fixed" : nothing)}
          <div class="field">
            <label for="s-type">Job</label
            ><select id="s-type" name="job_type">
              ${types.map(
                (type) => html`<option value=${type} ?selected=${type === one.job_type}>${typeName(type)}</option>`,
              )}
            </select>
          </div>
          ${field(
            "cron",
            "When",
            "five fields of crontab, or @daily",
          )}${field("time_zone", "Time zone", "such as Europe/Vienna")}
          <div class="field">
            <label for="s-missed">Missed fires</label
            ><select id="s-missed" name="missed_fires">
              ${[
                ["fire_once", "One job makes up for all"],
                ["skip", "Leave them out"],
              ].map(
                ([value, text]) =>
                  html`<option value=${value} ?selected=${value === one.missed_fires}>${text}</option>`,
              )}
            </select>
          </div>
          <div class="field whole">
            <label for="s-payload">Payload</label
            ><textarea
              id="s-payload"
              name="payload"
              rows="6"
              .value=${JSON.stringify(one.payload ?? {}, null, 2)}
            ></textarea>
            <span class="hint">JSON; {{fire_time}} and {{fire_time - P2D}} are replaced by the time it fires for</span
            ><span class="error" role="alert"></span>
          </div>
        </div>
        <footer>
          <button type="button" @click=${() => dialog.close()}>Leave it</button><button class="primary">Store</button>
        </footer>
      </form>`,
      dialog,
    );
    dialog.addEventListener("close", () => {
      answer(dialog.returned ?? null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
