/** A chart of series over time by uPlot, in the colours of the theme, as wide as its place. */
import { Element, html } from "../element.js";
import { themeChanges, token } from "../theme.js";

let library;

/**
 * `options`: `height`, `series` (as uPlot's, with `stroke` the name of a token), `markers` ({x, y, up, colour, hollow}
 * in data coordinates), `fit` (the y axis begins near the least value, not at 0), `sync` (charts with the same key
 * share cursor and zoom), `format` of the y axis, `label` for screen readers, `legend` (false for none). `data`:
 * seconds, then each series.
 */
class Chart extends Element {
  static properties = { options: { attribute: false }, data: { attribute: false } };
  #plot = null;
  #observer = new ResizeObserver(([entry]) =>
    this.#plot?.setSize({ width: Math.floor(entry.contentRect.width), height: this.options.height }),
  );

  connectedCallback() {
    super.connectedCallback();
    themeChanges.addEventListener("change", this.#draw);
    addEventListener("chart-zoom", this.#zoomed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    themeChanges.removeEventListener("change", this.#draw);
    removeEventListener("chart-zoom", this.#zoomed);
    this.#observer.disconnect();
    this.#plot?.destroy();
    this.#plot = null;
  }

  render() {
    return html`<div class="chart" role="img" aria-label=${this.options.label}></div>`;
  }

  updated() {
    this.#draw();
  }

  #draw = async () => {
    library ??= import("uplot").then((module) => module.default);
    const UPlot = await library;
    if (!this.isConnected || !this.data) return;
    const place = this.querySelector(".chart");
    this.#plot?.destroy();
    this.#plot = new UPlot(this.#config(UPlot, place), this.data, place);
    this.#observer.observe(place);
  };

  #config(UPlot, place) {
    const { height, series, fit = false, format = (value) => value, sync, markers = [], legend = true } = this.options;
    const ink = token("--ink-3");
    const axis = {
      stroke: ink,
      grid: { stroke: token("--chart-grid"), width: 1 },
      ticks: { show: false },
      font: `11px ${token("--font")}`,
    };
    return {
      width: Math.max(200, Math.floor(place.clientWidth)),
      height,
      tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
      cursor: {
        sync: sync ? { key: sync, setSeries: false } : undefined,
        points: { size: 6 },
        drag: { x: true, y: false },
      },
      legend: { show: legend, live: true },
      scales: { x: { time: true }, y: fit ? { range: (_, least, most) => around(least, most) } : {} },
      axes: [
        {
          ...axis,
          space: 70,
          size: 28,
          values: (_, ticks, __, ___, step) => ticks.map((tick) => tickText(tick, step)),
        },
        { ...axis, size: 64, values: (_, values) => values.map(format) },
      ],
      series: [
        {
          value: (_, seconds) =>
            seconds ? new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 16) : "–",
          label: "UTC",
        },
        ...series.map((one) => ({
          width: 1.4,
          points: { show: false },
          spanGaps: false,
          value: (_, value) => (value === null || value === undefined ? "–" : format(value)),
          ...one,
          stroke: token(one.stroke),
          fill: one.fill ? `color-mix(in srgb, ${token(one.fill)} 16%, transparent)` : undefined,
        })),
      ],
      hooks: {
        draw: [(plot) => drawMarkers(plot, markers)],
        setSelect: [
          (plot) =>
            plot.select.width > 4 &&
            this.#tell(plot.posToVal(plot.select.left, "x"), plot.posToVal(plot.select.left + plot.select.width, "x")),
        ],
        ready: [
          (plot) => plot.over.addEventListener("dblclick", () => this.#tell(this.data[0][0], this.data[0].at(-1))),
        ],
      },
    };
  }

  #tell(from, to) {
    zoom(this.options.sync, from, to);
  }

  #zoomed = ({ detail }) => {
    if (!this.options.sync || detail.sync !== this.options.sync || !this.#plot) return;
    this.#plot.setScale("x", { min: detail.from, max: detail.to });
    this.#plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  };
}

/** A twentieth more on either side than there is. */
function around(least, most) {
  if (least === null || most === null) return [0, 1];
  const more = (most - least) / 20 || Math.abs(most) / 20 || 1;
  return [least - more, most + more];
}

/** As short as the distance of the ticks allows, the year first. */
function tickText(seconds, step) {
  const text = new Date(seconds * 1000).toISOString();
  if (step >= 86400 * 27) return text.slice(0, 7);
  if (step >= 86400) return text.slice(0, 10);
  return text.slice(11, 16) === "00:00" ? text.slice(5, 10) : text.slice(11, 16);
}

/** Shows a range, in seconds, in all charts of that key. */
export const zoom = (sync, from, to) => dispatchEvent(new CustomEvent("chart-zoom", { detail: { sync, from, to } }));

function drawMarkers(plot, markers) {
  const { ctx } = plot;
  const scale = devicePixelRatio;
  const { min, max } = plot.scales.x;
  ctx.save();
  for (const { x, y, up, colour, hollow } of markers) {
    if (x < min || x > max) continue;
    const px = plot.valToPos(x, "x", true);
    const py = plot.valToPos(y, "y", true) + (up ? 7 : -7) * scale;
    const size = 4.5 * scale;
    ctx.beginPath();
    ctx.moveTo(px, py + (up ? -size : size));
    ctx.lineTo(px - size, py + (up ? size : -size));
    ctx.lineTo(px + size, py + (up ? size : -size));
    ctx.closePath();
    ctx.lineWidth = 1.4 * scale;
    ctx.strokeStyle = token(colour);
    ctx.fillStyle = hollow ? token("--panel") : token(colour);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

customElements.define("q-chart", Chart);
