/** What ended in each span of time, stacked by state, with the jobs still open as a line. */
import { html, svg } from "../element.js";
import { clock, count, duration } from "../format.js";

const WIDTH = 960;
const HEIGHT = 160;
const STATES = [
  ["succeeded", "Succeeded"],
  ["failed", "Failed"],
  ["canceled", "Canceled"],
];

/**
 * @param {{bucket_seconds: number, buckets: Bucket[]}} activity
 *
 * @typedef {{at: string, created: number, succeeded: number, failed: number, canceled: number, open: number}} Bucket
 */
export function activityChart({ bucket_seconds: seconds, buckets }) {
  const ended = buckets.map((bucket) => bucket.succeeded + bucket.failed + bucket.canceled);
  const most = nice(Math.max(4, ...ended));
  const mostOpen = nice(Math.max(4, ...buckets.map((bucket) => bucket.open)));
  const step = WIDTH / buckets.length;
  const y = (value) => HEIGHT * (1 - value / most);
  const yOpen = (value) => HEIGHT * (1 - value / mostOpen);
  const total = (name) => buckets.reduce((sum, bucket) => sum + bucket[name], 0);
  const ticks = [0, 1, 2, 3, 4, 5].map((part) => buckets[Math.floor((part * buckets.length) / 6)]);
  const totals = STATES.map(([name, text]) => `${count(total(name))} ${text.toLowerCase()}`).join(", ");
  const label = `Of ${duration(seconds * buckets.length)}: ${totals}; ${count(buckets.at(-1)?.open)} open now`;
  return html`<figure class="activity">
    <div class="plot">
      <div class="scale" aria-hidden="true">${[1, 0.5, 0].map((part) => html`<span>${count(most * part)}</span>`)}</div>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label} preserveAspectRatio="none">
        ${[0, 0.5, 1].map(
          (part) => svg`<line class="grid-line" x1="0" x2=${WIDTH} y1=${y(most * part)} y2=${y(most * part)}></line>`,
        )}
        ${buckets.map((bucket, k) => bar(bucket, k * step, step, y))}
        <polyline
          class="open-line"
          points=${buckets.map((bucket, k) => `${k * step + step / 2},${yOpen(bucket.open)}`).join(" ")}
        ></polyline>
      </svg>
      <div class="scale open" aria-hidden="true">
        ${[1, 0.5, 0].map((part) => html`<span>${count(mostOpen * part)}</span>`)}
      </div>
      <div class="ticks" aria-hidden="true">
        ${ticks.map((bucket) => html`<span>${bucket ? clock(bucket.at).slice(0, 5) : ""}</span>`)}
      </div>
    </div>
    <figcaption class="legend">
      ${STATES.map(([name, text]) => html`<span class="s-${name}"><i></i>${text} ${count(total(name))}</span>`)}
      <span class="s-running"><i class="line"></i>Open (right scale) ${count(buckets.at(-1)?.open)}</span>
      <span class="muted">each bar ${duration(seconds)}, UTC</span>
    </figcaption>
  </figure>`;
}

function bar(bucket, left, step, y) {
  let below = 0;
  const parts = STATES.map(([name]) => {
    const from = below;
    below += bucket[name];
    return bucket[name]
      ? svg`<rect class="s-${name}" x=${
          left + step * 0.12
        } width=${step * 0.76} y=${y(below)} height=${y(from) - y(below)}></rect>`
      : "";
  });
  return svg`<g>${parts}<title>${clock(bucket.at)}: ${count(bucket.succeeded)} succeeded, ${count(
    bucket.failed,
  )} failed, ${count(bucket.canceled)} canceled, ${count(bucket.created)} came, ${count(bucket.open)} open</title></g>`;
}

/** The next number that halves well. */
function nice(value) {
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((one) => one * size).find((one) => one >= value);
}
