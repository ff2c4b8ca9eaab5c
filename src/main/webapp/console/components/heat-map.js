/**
 * A metric over two parameters as colours on a canvas, with the plateau around the best cell outlined. Each cell can be
 * reached by the arrow keys; its figures are told beside the map, to screen readers too.
 */
import { Element, html, nothing } from "../element.js";
import { breakEven, count, isBetterSmall, metric as shown, plain } from "../format.js";
import { themeChanges, token } from "../theme.js";

/** Viridis at nine points: even steps of lightness, told apart by every kind of colour vision. */
const RAMP = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
];

/** Red, green and blue of a share between 0 and 1. */
export function colour(part, ramp = RAMP) {
  const at = Math.min(1, Math.max(0, part)) * (ramp.length - 1);
  const low = Math.min(ramp.length - 2, Math.floor(at));
  return ramp[low].map((value, k) => Math.round(value + (ramp[low + 1][k] - value) * (at - low)));
}

/**
 * How values of a metric become colours. Where there is a value at which nothing is earned or lost, that is the
 * middle, and as far from it means as strong a colour on either side; a factor is as far at a half as at two.
 * Otherwise from the least to the greatest.
 *
 * @param {(number|null)[]} values
 * @returns {{low: number, high: number, middle?: number, part: (value: number) => number,
 *   rgb: (part: number) => number[]}}
 */
export function scaleOf(values, metric) {
  const finite = values.filter((value) => value !== null && Number.isFinite(value));
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((greatest, value) => Math.max(greatest, value), -Infinity);
  const middle = breakEven(metric);
  if (middle === undefined) {
    const between = (value) => (value === Infinity ? 1 : (value - low) / (high - low || 1));
    const less = isBetterSmall(metric);
    return { low, high, part: less ? (value) => 1 - between(value) : between, rgb: (share) => colour(share) };
  }
  const away = (value) => (middle === 1 ? Math.log(Math.max(value, 1e-6)) : value);
  const back = (distance) => (middle === 1 ? Math.exp(distance) : distance);
  const far = finite.map((value) => Math.abs(away(value))).sort((a, b) => a - b);
  const most = far[Math.max(0, Math.ceil(far.length * TOLD_APART) - 1)] || far.at(-1) || 1;
  const part = (value) => (value === Infinity ? 1 : Math.min(1, Math.max(0, 0.5 + away(value) / most / 2)));
  return { low: back(-most), high: back(most), middle, part, rgb: (share) => colour(share, AROUND) };
}

/** From a loss over break-even to a gain: orange and blue are told apart by every kind of colour vision too. */
const AROUND = [
  [133, 60, 6],
  [196, 105, 20],
  [238, 170, 95],
  [250, 219, 180],
  [243, 241, 236],
  [190, 217, 236],
  [112, 172, 214],
  [41, 113, 174],
  [8, 58, 110],
];

/** The share of the values, by their distance from break-even, that the colours tell apart. */
const TOLD_APART = 0.95;

/** The cells that keep at least this share of the best value's lead over the worst, joined to the best one. */
const PLATEAU = 0.9;

/**
 * The plateau: cells next to each other, from the best one on, that are nearly as good; none where the best earns
 * nothing.
 *
 * @param {(number|null)[][]} values
 * @param {number} [middle] above which something is earned
 */
export function plateau(values, lessIsBetter, middle = -Infinity) {
  const good = (value) => (lessIsBetter ? -value : value);
  const all = values
    .flat()
    .filter((value) => value !== null && Number.isFinite(value))
    .map(good);
  if (!all.length) return { best: null, cells: new Set() };
  const top = all.reduce((most, value) => Math.max(most, value));
  const least = all.reduce((some, value) => Math.min(some, value));
  const bound = top - (1 - PLATEAU) * (top - least);
  const width = values[0].length;
  const start = values.flat().findIndex((value) => value !== null && good(value) === top);
  if (top <= middle) return { best: start, cells: new Set() };
  const cells = new Set([start]);
  const open = [start];
  while (open.length) {
    const cell = open.pop();
    const [row, column] = [Math.floor(cell / width), cell % width];
    for (const [dr, dc] of [
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
    ]) {
      const value = values[row + dr]?.[column + dc];
      const next = (row + dr) * width + column + dc;
      const earns = value !== undefined && value !== null && Number.isFinite(value) && good(value) > middle;
      if (earns && good(value) >= bound && !cells.has(next)) {
        cells.add(next);
        open.push(next);
      }
    }
  }
  return { best: start, cells };
}

/** Whether dark ink is read better on it (WCAG's relative luminance, where both are equally far). */
const isLight = ([red, green, blue]) => {
  const linear = (value) => ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > 0.2;
};

class HeatMap extends Element {
  static properties = {
    surface: { attribute: false },
    figure: { attribute: false },
    at: { state: true },
    width: { state: true },
  };
  #observer = new ResizeObserver(([entry]) => (this.width = Math.floor(entry.contentRect.width)));

  connectedCallback() {
    super.connectedCallback();
    this.at = null;
    themeChanges.addEventListener("change", this.#draw);
    this.#observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    themeChanges.removeEventListener("change", this.#draw);
    this.#observer.disconnect();
  }

  willUpdate(changed) {
    if (changed.has("surface") || changed.has("figure")) {
      const infinite = (cell) => this.figure !== "mean" && cell[`${this.figure}_infinite`];
      this.values = this.surface.cells.map((row) => row.map((cell) => (infinite(cell) ? Infinity : cell[this.figure])));
      this.colours = scaleOf(this.values.flat(), this.surface.metric);
      this.flat = plateau(this.values, isBetterSmall(this.surface.metric), this.colours.middle);
      this.at = this.flat.best;
    }
  }

  render() {
    const { metric } = this.surface;
    return html`<div class="heat">
      <canvas
        class="map"
        tabindex="0"
        role="application"
        aria-label=${this.#label()}
        aria-describedby="heat-cell"
        @mousemove=${this.#hover}
        @click=${this.#choose}
        @keydown=${this.#key}
      ></canvas>
      <p id="heat-cell" aria-live="polite" class="small">${this.#cell()}</p>
      <div class="ramp">
        <span>${shown(metric, this.colours.low)}</span
        ><canvas class="scale" width="160" height="10" aria-hidden="true"></canvas
        ><span>${shown(metric, this.colours.high)}</span>
        <span class="muted">${this.#legend()}</span>
      </div>
    </div>`;
  }

  updated() {
    this.#draw();
  }

  get #columns() {
    return this.surface.x_values.length;
  }

  #label() {
    const { x, y, metric } = this.surface;
    return `Heat map of ${metric}: ${x} to the right, ${y} downwards. Arrow keys move, Enter opens the cell.`;
  }

  #legend() {
    const { middle } = this.colours;
    const turn =
      middle === undefined ? "" : `White and the dashed line: break-even, ${shown(this.surface.metric, middle)}. `;
    const outlined = this.flat.cells.size
      ? "Outlined: the plateau around the best cell, within a tenth of it"
      : "No plateau: no cell earns anything";
    return turn + outlined;
  }

  #cell() {
    if (this.at === null) return nothing;
    const { x, y, metric, x_values: xs, y_values: ys, cells } = this.surface;
    const [row, column] = [Math.floor(this.at / this.#columns), this.at % this.#columns];
    const cell = cells[row][column];
    return html`<b>${x} ${plain(xs[column])}</b>, <b>${y} ${plain(ys[row])}</b>: best
      ${shown(metric, cell.best, cell.best_infinite)}, mean ${shown(metric, cell.mean)}, ${count(cell.passing)} of
      ${count(cell.count)} met the constraints${this.flat.cells.has(this.at) ? ", on the plateau" : ""}`;
  }

  get #frame() {
    const context = this.querySelector("canvas.map").getContext("2d");
    context.font = `11px ${token("--font")}`;
    const left = 12 + Math.max(...this.surface.y_values.map((value) => context.measureText(plain(value)).width));
    const width = Math.max(120, (this.width || 600) - left - 2);
    const rows = this.surface.y_values.length;
    const size = Math.min(46, Math.max(9, Math.min(width / this.#columns, 420 / rows)));
    return { left, top: 2, w: width / this.#columns, h: Math.max(size, 9), rows };
  }

  #draw = () => {
    const canvas = this.querySelector("canvas.map");
    if (!canvas || !this.values) return;
    const frame = this.#frame;
    const scale = devicePixelRatio || 1;
    const height = frame.top + frame.rows * frame.h + 34;
    const width = frame.left + frame.w * this.#columns + 2;
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.style.height = `${height}px`;
    const c = canvas.getContext("2d");
    c.scale(scale, scale);
    c.font = `11px ${token("--font")}`;
    this.#drawCells(c, frame);
    this.#drawAxes(c, frame, height);
    this.#drawScale();
  };

  #drawCells(c, { left, top, w, h }) {
    const { part: partOf, rgb } = this.colours;
    const gap = w > 14 && h > 12 ? 1 : 0;
    this.values.forEach((row, r) =>
      row.forEach((value, k) => {
        const fill = value === null ? null : rgb(partOf(value));
        c.fillStyle = fill ? `rgb(${fill})` : token("--panel-2");
        c.fillRect(left + k * w, top + r * h, w - gap, h - gap);
        if (w > 46 && h > 20 && value !== null) {
          c.fillStyle = isLight(fill) ? "#16202b" : "#ffffff";
          c.textAlign = "center";
          c.fillText(
            value === Infinity ? "∞" : plain(Number(value.toPrecision(3))),
            left + k * w + w / 2,
            top + r * h + h / 2 + 4,
          );
        }
      }),
    );
    this.#drawContour(c, { left, top, w, h });
    c.strokeStyle = token("--ink");
    c.lineWidth = 2;
    c.beginPath();
    for (const cell of this.flat.cells) {
      const [r, k] = [Math.floor(cell / this.#columns), cell % this.#columns];
      const [x, y] = [left + k * w, top + r * h];
      const open = (dr, dc) =>
        k + dc < 0 || k + dc >= this.#columns || !this.flat.cells.has((r + dr) * this.#columns + k + dc);
      if (open(-1, 0)) c.rect(x, y, w, 0);
      if (open(1, 0)) c.rect(x, y + h - gap, w, 0);
      if (open(0, -1)) c.rect(x, y, 0, h);
      if (open(0, 1)) c.rect(x + w - gap, y, 0, h);
    }
    c.stroke();
    if (this.at !== null) {
      const [r, k] = [Math.floor(this.at / this.#columns), this.at % this.#columns];
      const value = this.values[r][k];
      c.strokeStyle = value !== null && isLight(this.colours.rgb(this.colours.part(value))) ? "#16202b" : "#ffffff";
      c.lineWidth = 2;
      c.strokeRect(left + k * w + 3, top + r * h + 3, w - gap - 6, h - gap - 6);
    }
  }

  /** The line between the cells that earn and those that lose, dashed. */
  #drawContour(c, { left, top, w, h }) {
    const { middle } = this.colours;
    if (middle === undefined) return;
    const earns = (row, column) => {
      const value = this.values[row]?.[column];
      return value === undefined || value === null ? null : value > middle;
    };
    c.save();
    c.strokeStyle = "#16202b";
    c.lineWidth = 1.5;
    c.setLineDash([4, 3]);
    c.beginPath();
    this.values.forEach((row, r) =>
      row.forEach((_, k) => {
        const [here, right, below] = [earns(r, k), earns(r, k + 1), earns(r + 1, k)];
        if (here !== null && right !== null && here !== right) {
          c.moveTo(left + (k + 1) * w, top + r * h);
          c.lineTo(left + (k + 1) * w, top + (r + 1) * h);
        }
        if (here !== null && below !== null && here !== below) {
          c.moveTo(left + k * w, top + (r + 1) * h);
          c.lineTo(left + (k + 1) * w, top + (r + 1) * h);
        }
      }),
    );
    c.stroke();
    c.restore();
  }

  #drawAxes(c, { left, top, w, h, rows }, height) {
    const { x, y, x_values: xs, y_values: ys } = this.surface;
    c.fillStyle = token("--ink-2");
    c.textAlign = "right";
    const everyRow = Math.ceil(13 / h);
    ys.forEach((value, k) => k % everyRow === 0 && c.fillText(plain(value), left - 7, top + k * h + h / 2 + 4));
    c.textAlign = "center";
    const widest = Math.max(...xs.map((value) => c.measureText(plain(value)).width)) + 8;
    const everyColumn = Math.ceil(widest / w);
    xs.forEach(
      (value, k) => k % everyColumn === 0 && c.fillText(plain(value), left + k * w + w / 2, top + rows * h + 14),
    );
    c.fillStyle = token("--ink-3");
    c.fillText(`${x} →     ${y} ↓`, left + (w * xs.length) / 2, height - 4);
  }

  #drawScale() {
    const canvas = this.querySelector("canvas.scale");
    const c = canvas.getContext("2d");
    const reversed = isBetterSmall(this.surface.metric);
    for (let k = 0; k < canvas.width; k++) {
      const part = k / (canvas.width - 1);
      c.fillStyle = `rgb(${this.colours.rgb(reversed ? 1 - part : part)})`;
      c.fillRect(k, 0, 1, canvas.height);
    }
  }

  #under(event) {
    const { left, top, w, h, rows } = this.#frame;
    const column = Math.floor((event.offsetX - left) / w);
    const row = Math.floor((event.offsetY - top) / h);
    return column >= 0 && column < this.#columns && row >= 0 && row < rows ? row * this.#columns + column : null;
  }

  #hover(event) {
    const cell = this.#under(event);
    if (cell !== null) this.at = cell;
  }

  #choose(event) {
    const cell = this.#under(event);
    if (cell !== null) this.#open(cell);
  }

  #key(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.#columns, ArrowDown: this.#columns }[event.key];
    const total = this.values.length * this.#columns;
    if (step && this.at + step >= 0 && this.at + step < total) {
      this.at += step;
      event.preventDefault();
    } else if (event.key === "Enter" && this.at !== null) {
      this.#open(this.at);
    }
  }

  #open(cell) {
    const found = this.surface.cells[Math.floor(cell / this.#columns)][cell % this.#columns];
    this.dispatchEvent(new CustomEvent("cell", { detail: { cell: found } }));
  }
}

customElements.define("q-heat-map", HeatMap);
