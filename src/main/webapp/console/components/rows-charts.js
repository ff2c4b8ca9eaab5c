/** The ranked rows of a search as pictures: all their values in parallel, and two figures against each other. */
import { Element, html, svg } from "../element.js";
import { METRIC_NAMES, count, isBetterSmall, metric as shown, metricName, plain } from "../format.js";

/**
 * The rows that none of the others beats in both figures (Pareto's front), from one end to the other.
 *
 * @param {{x: number, y: number}[]} points
 */
export function frontOf(points, xLess, yLess) {
  const good = points.map((point) => ({ point, a: xLess ? -point.x : point.x, b: yLess ? -point.y : point.y }));
  const sorted = good.sort((p, q) => q.a - p.a || q.b - p.b);
  const front = [];
  let top = -Infinity;
  for (const { point, b } of sorted) {
    if (b > top) {
      front.push(point);
      top = b;
    }
  }
  return front;
}

const WIDTH = 720,
  HEIGHT = 240,
  PAD = 34;

/** Each parameter and the metric as an axis of its own, each row a line through its values; the best is drawn last. */
export function parallel(rows, names, metric) {
  const axes = [...names.filter((name) => new Set(rows.map((row) => row[name])).size > 1), metric];
  if (rows.length < 2 || axes.length < 2) return html`<p class="soft">There are too few rows that differ.</p>`;
  const scales = axes.map((name) => {
    const values = [...new Set(rows.map((row) => row[name]))].filter((value) => value !== null && value !== undefined);
    const numbers = values.every((value) => typeof value === "number");
    const sorted = numbers ? values.sort((a, b) => a - b) : values.sort();
    const [low, high] = [sorted[0], sorted.at(-1)];
    const part = numbers
      ? (value) => (high === low ? 0.5 : (value - low) / (high - low))
      : (value) => (sorted.length === 1 ? 0.5 : sorted.indexOf(value) / (sorted.length - 1));
    return { name, low, high, y: (value) => HEIGHT - PAD - part(value) * (HEIGHT - 2 * PAD) };
  });
  const x = (k) => 60 + (k * (WIDTH - 120)) / (axes.length - 1);
  const text = (name, value) => (name === metric ? shown(name, value) : plain(value));
  const line = (row) =>
    scales
      .map(({ name, y }, k) => (row[name] === null || row[name] === undefined ? "" : `${x(k)},${y(row[name])}`))
      .join(" ");
  const told = (row) => axes.map((name) => `${name} ${text(name, row[name])}`).join(", ");
  const ranked = rows.map((row, k) => ({ row, k })).reverse();
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Rows by their parameters">
    <svg
      class="parallel"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label=${`${count(rows.length)} rows over ${axes.join(", ")}`}
    >
      ${ranked.map(
        ({ row, k }) =>
          svg`<polyline class=${k === 0 ? "first" : k < rows.length / 4 ? "good" : "rest"} points=${line(row)}
          ><title>rank ${k + 1}: ${told(row)}</title></polyline>`,
      )}
      ${scales.map(
        ({ name, low, high }, k) =>
          svg`<g><line class="axis" x1=${x(k)} x2=${x(k)} y1=${PAD} y2=${HEIGHT - PAD}></line>
          <text x=${x(k)} y="12">${name === metric ? metricName(name) : name}</text>
          <text class="end" x=${x(k)} y=${PAD - 3}>${text(name, high)}</text>
          <text class="end" x=${x(k)} y=${HEIGHT - PAD + 13}>${text(name, low)}</text></g>`,
      )}
    </svg>
  </div>`;
}

class Pareto extends Element {
  /** `rows`: the ranked ones, each with its figures. Fires `row` with the place of one that is chosen. */
  static properties = { rows: { attribute: false }, x: { state: true }, y: { state: true } };

  constructor() {
    super();
    this.x = "max_drawdown";
    this.y = "total_return";
  }

  render() {
    const known = METRIC_NAMES.filter((name) => this.rows.some((row) => Number.isFinite(row[name])));
    const choose = (axis, label) =>
      html`<div class="field">
        <label for="pareto-${axis}">${label}</label
        ><select id="pareto-${axis}" @change=${(event) => (this[axis] = event.target.value)}>
          ${known.map(
            (name) => html`<option value=${name} ?selected=${name === this[axis]}>${metricName(name)}</option>`,
          )}
        </select>
      </div>`;
    return html`<div class="stack">
      <div class="filters">${choose("x", "To the right")}${choose("y", "Upwards")}</div>
      ${this.#plot()}
    </div>`;
  }

  #plot() {
    const { x: across, y: up } = this;
    const points = this.rows
      .map((row, k) => ({ x: row[across], y: row[up], k }))
      .filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
    if (points.length < 2) return html`<p class="soft">There are too few rows with both figures.</p>`;
    const front = frontOf(points, isBetterSmall(across), isBetterSmall(up));
    const ends = (of) => [Math.min(...points.map(of)), Math.max(...points.map(of))];
    const [left, right] = ends((point) => point.x);
    const [low, high] = ends((point) => point.y);
    const x = (value) => 70 + ((value - left) / (right - left || 1)) * (WIDTH - 110);
    const y = (value) => HEIGHT - 34 - ((value - low) / (high - low || 1)) * (HEIGHT - 60);
    const drawn = [...front].sort((a, b) => a.x - b.x).map((point) => `${x(point.x)},${y(point.y)}`);
    return html`<svg
        class="pareto"
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label="${metricName(up)} against ${metricName(across)}: ${front.length} of ${points.length} on the front"
      >
        <line class="axis" x1="70" x2=${WIDTH - 30} y1=${HEIGHT - 24} y2=${HEIGHT - 24}></line>
        <line class="axis" x1="60" x2="60" y1="16" y2=${HEIGHT - 34}></line>
        <text x="70" y=${HEIGHT - 8}>${shown(across, left)}</text>
        <text class="right" x=${WIDTH - 30} y=${HEIGHT - 8}>${shown(across, right)}</text>
        <text class="right" x="56" y=${HEIGHT - 34}>${shown(up, low)}</text>
        <text class="right" x="56" y="24">${shown(up, high)}</text>
        <polyline points=${drawn.join(" ")}></polyline>
        ${[...points.filter((point) => !front.includes(point)), ...front].map(
          (point) =>
            svg`<circle class=${front.includes(point) ? "front" : "rest"} cx=${x(point.x)} cy=${y(point.y)} r="5"
              @click=${() => this.dispatchEvent(new CustomEvent("row", { detail: point.k }))}>
              <title>rank ${point.k + 1}: ${shown(across, point.x)}, ${shown(up, point.y)}</title></circle>`,
        )}
      </svg>
      <p class="muted small">
        Rank
        ${front
          .map(({ k }) => k + 1)
          .sort((a, b) => a - b)
          .join(", ")}:
        no other listed row is better in both.
      </p>`;
  }
}

customElements.define("q-pareto", Pareto);
