/** How a metric is spread over the runs of a filter, winners in colour; one run can be marked in it. */
import { Element, Resource, html, nothing, svg, vars } from "../element.js";
import { get } from "../api.js";
import { METRIC_NAMES, count, isBetterSmall, metric as shown, metricName, share } from "../format.js";
import { ticks } from "../axis.js";
import { show } from "./states.js";

const WIDTH = 960;
const HEIGHT = 150;
const BASE = 122;

class Distribution extends Element {
  /** `run`: the metrics of the run to mark. */
  static properties = { filter: { attribute: false }, run: { attribute: false }, metric: { state: true } };

  constructor() {
    super();
    this.metric = "total_return";
    this.spread = new Resource(
      this,
      (signal) => get("/discovery/distribution", { ...this.filter, metric: this.metric, bins: 60 }, signal),
      { key: () => [this.filter, this.metric] },
    );
  }

  render() {
    return html`<div class="stack">
      ${show(
        this.spread,
        (spread) =>
          spread.bins.length < 2
            ? html`<p class="muted small">
                ${spread.runs ? "All of them came to the same." : "No run has this figure."}
              </p>`
            : this.#bars(spread),
        { lines: 5 },
      )}
      <div class="row tight">
        <label class="small muted" for="spread-metric">Figure</label>
        <select id="spread-metric" class="inline" @change=${(event) => (this.metric = event.target.value)}>
          ${METRIC_NAMES.map(
            (name) => html`<option value=${name} ?selected=${name === this.metric}>${metricName(name)}</option>`,
          )}
        </select>
      </div>
    </div>`;
  }

  #bars({ bins, runs, metric }) {
    const most = Math.max(...bins.map((bin) => bin.runs));
    const step = WIDTH / bins.length;
    const low = bins[0].from;
    const high = bins.at(-1).to;
    const x = (value) => ((value - low) / (high - low)) * WIDTH;
    const height = (value) => (value ? Math.max(1, (value / most) * (BASE - 14)) : 0);
    const best = isBetterSmall(metric) ? low : high;
    const mine = this.run?.[metric];
    const marked = Number.isFinite(mine) && mine >= low && mine <= high;
    const winners = bins.reduce((sum, bin) => sum + bin.winners, 0);
    const span = `from ${shown(metric, low)} to ${shown(metric, high)}`;
    const own = marked ? `; this run ${shown(metric, mine)}` : "";
    const text = `${metricName(metric)} of ${count(runs)} runs, ${span}; ${count(winners)} winners${own}`;
    return html`<figure class="spread">
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${text} preserveAspectRatio="none">
        ${bins.map(
          (bin, k) => svg`<g><rect class="all" x=${
            k * step + 1
          } width=${step - 2} y=${BASE - height(bin.runs)} height=${height(bin.runs)}></rect>
        <rect class="won" x=${
          k * step + 1
        } width=${step - 2} y=${BASE - height(bin.winners)} height=${height(bin.winners)}></rect>
        <title>${shown(
          metric,
          bin.from,
        )} to ${shown(metric, bin.to)}: ${count(bin.runs)} runs, ${count(bin.winners)} winners</title></g>`,
        )}
        <line class="axis" x1="0" x2=${WIDTH} y1=${BASE} y2=${BASE}></line>
        ${low < 0 && high > 0 ? svg`<line class="zero" x1=${x(0)} x2=${x(0)} y1="4" y2=${BASE}></line>` : nothing}
        ${marked ? svg`<line class="mark" x1=${x(mine)} x2=${x(mine)} y1="0" y2=${BASE}></line>` : nothing}
      </svg>
      <div class="axis-marks" aria-hidden="true">
        ${ticks(low, high, 5).map(
          (value) =>
            html`<span ${vars({ "--at": `${(100 * (value - low)) / (high - low)}%` })}>${shown(metric, value)}</span>`,
        )}
      </div>
      <p class="muted small">
        ${metricName(metric)}, from ${shown(metric, low)} to ${shown(metric, high)}; the tallest bar has ${count(most)}
        runs.
      </p>
      <figcaption class="legend">
        <span class="s-succeeded"><i></i>Winners ${count(winners)} (${share(winners / runs)})</span
        ><span class="s-canceled"><i></i>Others ${count(runs - winners)}</span>
        ${
          marked
            ? html`<span class="mark"><i class="line"></i>This run <b class="tabular">${shown(metric, mine)}</b></span>`
            : nothing
        }
        <span>Best: <b class="tabular">${shown(metric, best)}</b></span>
      </figcaption>
    </figure>`;
  }
}

customElements.define("q-distribution", Distribution);
