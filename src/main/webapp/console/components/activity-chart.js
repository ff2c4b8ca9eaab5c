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
 * @param {object[]} [lanes] as they are now, which say what those that have not ended wait for
 *
 * @typedef {{at: string, created: number, succeeded: number, failed: number, canceled: number, open: number}} Bucket
 */
export function activityChart({ bucket_seconds: seconds, buckets }, lanes) {
  const ended = buckets.map((bucket) => bucket.succeeded + bucket.failed + bucket.canceled);
  const most = nice(Math.max(4, ...ended));
  const mostOpen = nice(Math.max(4, ...buckets.map((bucket) => bucket.open)));
  const step = WIDTH / buckets.length;
  const y = (value) => HEIGHT * (1 - value / most);
  const yOpen = (value) => HEIGHT * (1 - value / mostOpen);
  const total = (name) => buckets.reduce((sum, bucket) => sum + bucket[name], 0);
  const ticks = [0, 1, 2, 3, 4, 5].map((part) => buckets[Math.floor((part * buckets.length) / 6)]);
  const totals = STATES.map(([name, text]) => `${count(total(name))} ${text.toLowerCase()}`).join(", ");
  const label = `Of ${duration(seconds * buckets.length)}: ${totals}; ${count(buckets.at(-1)?.open)} not ended now`;
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
      <span class="s-running"><i class="line"></i>${notEnded(buckets, lanes)}</span>
      <span class="muted">each bar ${duration(seconds)}, UTC</span>
    </figcaption>
  </figure>`;
}

/** What has not ended is more than what waits: it runs, is due, is for later, or waits for its children. */
function notEnded(buckets, lanes) {
  if (!lanes) return `Not ended (right scale) ${count(buckets.at(-1)?.open)}`;
  const sum = (field) => lanes.reduce((before, lane) => before + lane[field], 0);
  const parts = [
    [sum("running"), "running"],
    [sum("queued"), "due"],
    [sum("scheduled") - sum("retrying"), "scheduled"],
    [sum("retrying"), "retrying"],
    [sum("waiting"), "waiting for children"],
  ];
  const all = parts.reduce((total, [number]) => total + number, 0);
  const said = parts.filter(([number]) => number).map(([number, word]) => `${count(number)} ${word}`);
  return `Not ended (right scale) ${count(all)}${said.length ? `: ${said.join(", ")}` : ""}`;
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
  const words = { succeeded: "succeeded", failed: "failed", canceled: "canceled", created: "came", open: "not ended" };
  const said = Object.entries(words).map(([name, word]) => `${count(bucket[name])} ${word}`);
  return svg`<g>${parts}<title>${clock(bucket.at)}: ${said.join(", ")}</title></g>`;
}

/** The next number that halves well. */
function nice(value) {
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 6, 8, 10].map((one) => one * size).find((one) => one >= value);
}
