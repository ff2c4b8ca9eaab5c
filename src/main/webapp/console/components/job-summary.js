/** What is told of a job before it is sent: how many combinations, how long it will take, and why it was refused. */
import { html, nothing } from "../element.js";
import { count, typeName } from "../format.js";
import { estimate } from "../job-speed.js";

/**
 * @param {{type: string, each: number | null, markets: number, speed: object | null,
 *   refused: {field: string, reason: string}[], sending: boolean, json: boolean, toggle: () => void,
 *   planned: boolean, plan: () => void}} job `each` how many combinations every market has, `refused` faults that no
 *     field shows, `toggle` between form and JSON, `plan` between a job now and a schedule
 */
export function jobSummary({ type, each, markets, speed, refused, sending, json, toggle, planned, plan }) {
  const size = each === null ? null : each * markets;
  return html`<div class="stack">
    ${
      size === null
        ? nothing
        : html`<div>
            <span class="small muted">Combinations</span>
            <p class="big tabular">${count(size)}</p>
            ${
              markets > 1
                ? html`<p class="small muted">${count(each)} on each of ${count(markets)} markets</p>`
                : nothing
            }
            ${
              size > 2000000
                ? html`<p class="small warn">A large grid: the more is tried, the better luck looks.</p>`
                : nothing
            }
          </div>`
    }
    <div>
      <span class="small muted">Estimate</span>
      <p class="tabular">${estimate(speed, size)}</p>
      ${
        speed
          ? html`<p class="small muted">
              by the last ${typeName(type).toLowerCase()}
              jobs${speed.perSecond ? `, of ${count(speed.most)} combinations at most` : ""}
            </p>`
          : nothing
      }
    </div>
    ${
      refused.length
        ? html`<div class="notice bad" role="alert">
            <b>It was refused</b
            >${refused.map((one) => html`<p class="small"><code>${one.field}</code> ${one.reason}</p>`)}
          </div>`
        : nothing
    }
    <button class="primary" data-needs=${planned ? "operate" : "submit"} ?disabled=${sending}>
      ${sending ? "Sending…" : planned ? "Save schedule" : "Start"}
    </button>
    <button type="button" class="quiet" data-needs="operate" @click=${() => plan()}>
      ${planned ? "Run once instead" : "Run on a schedule…"}
    </button>
    <button type="button" class="quiet" @click=${() => toggle()}>${json ? "Back to the form" : "Edit as JSON"}</button>
  </div>`;
}
