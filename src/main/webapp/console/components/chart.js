/** A chart of series over time by uPlot, in the colours of the theme, as wide as its place. */
import { Element, html } from "../element.js";
import { ticks } from "../axis.js";
import { denseLine } from "../candles.js";
import { gestures, mouse } from "../chart-gestures.js";
import { themeChanges, token } from "../theme.js";

let library;

/** By its script for pages without modules, which is half as large as its module; the import map names it. */
const loaded = () =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = import.meta.resolve("uplot");
    script.onload = () => done(globalThis.uPlot);
    script.onerror = () => failed(new Error("The library of the charts could not be loaded"));
    document.head.append(script);
  });

/**
 * `options`: `height`, `series` (as uPlot's, with `stroke` the name of a token), `fit` (the y axis begins near the
 * least value, not at 0), `log` (the y axis is logarithmic), `format` of the y axis, `label` for screen readers,
 * `legend` (false for none), `view` (a `ChartView`: charts with the same one share cross-hair and range), `under` and
 * `over` (what else is drawn, given the plot and a function from tokens to colours), `pointed` (told the plot when the
 * pointer moves). `data`: seconds, then each series. With the same options, other data are drawn into the same chart.
 */
class Chart extends Element {
  static properties = { options: { attribute: false }, data: { attribute: false } };
  #plot = null;
  #made = null;
  #colours = new Map();
  #observer = new ResizeObserver(([entry]) =>
    this.#plot?.setSize({ width: Math.floor(entry.contentRect.width), height: this.options.height }),
  );

  connectedCallback() {
    super.connectedCallback();
    themeChanges.addEventListener("change", this.#draw);
    if (this.hasUpdated) this.requestUpdate();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    themeChanges.removeEventListener("change", this.#draw);
    this.#observer.disconnect();
    this.#remove();
  }

  render() {
    return html`<div class="chart" role="img" aria-label=${this.options.label}></div>`;
  }

  updated() {
    if (this.#plot && this.#made === this.options) this.#renew();
    else this.#draw();
  }

  /** Draws it again, with what its options draw over it. */
  redraw() {
    this.#plot?.redraw(false);
  }

  /** Shows a range, in seconds. */
  range(min, max) {
    this.#plot?.setScale("x", { min, max });
  }

  #remove() {
    this.#made?.view?.leave(this);
    this.#plot?.destroy();
    this.#plot = this.#made = null;
  }

  #renew() {
    const { view } = this.options;
    this.#plot.setData(this.data, !view);
    if (view) this.range(view.from, view.to);
  }

  #draw = async () => {
    library ??= loaded();
    const UPlot = await library;
    if (!this.isConnected || !this.data) return;
    const place = this.querySelector(".chart");
    this.#remove();
    this.#colours.clear();
    this.#plot = new UPlot(this.#config(UPlot, place), this.data, place);
    this.#made = this.options;
    const { view } = this.options;
    if (view) {
      view.join(this);
      if (!view.whole) this.range(view.from, view.to);
    }
    this.#observer.observe(place);
  };

  /** Styles are asked for once, since asking for each line of a drawing takes longer than drawing it. */
  #colour = (name) => {
    if (!this.#colours.has(name)) this.#colours.set(name, token(name));
    return this.#colours.get(name);
  };

  #config(UPlot, place) {
    const { height, series, format = (value) => value, view, legend = true, under, over, pointed } = this.options;
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
        sync: view ? { key: view.key, setSeries: false } : undefined,
        points: { size: 6 },
        drag: { x: true, y: false, setScale: !view },
        bind: view ? mouse(view) : {},
      },
      legend: { show: legend, live: true },
      scales: { x: { time: true }, y: this.#scale(), volume: { auto: false, range: [0, 1] } },
      axes: [
        {
          ...axis,
          space: 70,
          size: 28,
          values: (_, marks, __, ___, step) => marks.map((tick) => tickText(tick, step)),
        },
        {
          ...axis,
          size: 64,
          values: (_, values) => values.map(format),
          ...(this.options.log ? { splits: logSplits, filter: (_, splits) => splits } : {}),
        },
      ],
      series: [
        {
          value: (_, seconds) =>
            seconds ? new Date(seconds * 1000).toISOString().replace("T", " ").slice(0, 16) : "–",
          label: "UTC",
        },
        ...series.map((one) => ({
          width: view ? 1 : 1.4,
          points: { show: false },
          spanGaps: false,
          value: (_, value) => (value === null || value === undefined ? "–" : format(value)),
          paths: view && !one.dash ? denseLine(UPlot.paths.linear(), token(one.stroke)) : undefined,
          ...one,
          stroke: token(one.stroke),
          fill: one.fill ? `color-mix(in srgb, ${token(one.fill)} 16%, transparent)` : undefined,
        })),
      ],
      hooks: {
        drawAxes: under ? [(plot) => under(plot, this.#colour)] : [],
        draw: over ? [(plot) => over(plot, this.#colour)] : [],
        setCursor: pointed ? [(plot) => pointed(plot)] : [],
        setSelect: view ? [(plot) => choose(plot, view)] : [],
        ready: view ? [(plot) => gestures(plot, view)] : [],
      },
    };
  }

  #scale() {
    const { fit = false, log = false } = this.options;
    if (log) return { distr: 3, range: (_, lowest, highest) => aroundLog(lowest, highest) };
    return fit ? { range: (_, lowest, highest) => around(lowest, highest) } : {};
  }
}

/** A range that was drawn is shown. */
function choose(plot, view) {
  const { left, width } = plot.select;
  if (width <= 4) return;
  view.show(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
  plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
}

/** A twentieth more on either side than there is. */
function around(least, most) {
  if (least === null || most === null) return [0, 1];
  const more = (most - least) / 20 || Math.abs(most) / 20 || 1;
  return [least - more, most + more];
}

function aroundLog(least, most) {
  if (!(least > 0) || !(most > 0)) return [1, 10];
  const more = (most / least) ** 0.05 * 1.0001;
  return [least / more, most * more];
}

/** Round numbers: 1, 2 and 5 of each power of ten over a wide range, equal steps over a narrow one. */
function logSplits(plot, _, least, most) {
  const room = Math.max(2, Math.floor(plot.bbox.height / devicePixelRatio / 40));
  if (most / least < 8) return ticks(least, most, room);
  const first = Math.floor(Math.log10(least));
  const powers = Array.from({ length: Math.ceil(Math.log10(most)) - first + 1 }, (__, k) => 10 ** (first + k));
  return powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((one) => one >= least && one <= most);
}

/** As short as the distance of the ticks allows, the year first. */
function tickText(seconds, step) {
  const text = new Date(seconds * 1000).toISOString();
  if (step >= 86400 * 27) return text.slice(0, 7);
  if (step >= 86400) return text.slice(0, 10);
  return text.slice(11, 16) === "00:00" ? text.slice(5, 10) : text.slice(11, 16);
}

customElements.define("q-chart", Chart);
