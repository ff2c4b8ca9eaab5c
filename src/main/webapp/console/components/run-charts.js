/**
 * The charts of a back-test, which share cross-hair and range: candles with volume, trades and the lines that have the
 * unit of the price, the strategy's other lines in panes of their own, equity beside the asset held, drawdown, and the
 * rolling Sharpe ratio. They stay as they are looked at when another test of the same prices takes the place of one.
 */
import { drawCandles } from "../candles.js";
import { closer, farther, keyMoves } from "../chart-gestures.js";
import { ChartView } from "../chart-view.js";
import { Element, html, nothing, vars } from "../element.js";
import { count, fixed, percent, plain } from "../format.js";
import { chosenAtFirst, panesOf } from "../panes.js";
import { least } from "../tear-figures.js";
import { drawTrades, tradeAt, tradeFacts, tradeMarks } from "../trade-marks.js";
import "./chart.js";

const TIP_WIDTH = 240;

/** `test`: a back-test. */
class RunCharts extends Element {
  static properties = { test: { attribute: false }, log: { state: true }, tip: { state: true } };
  #view = new ChartView();
  #kept = new Map();
  #lines = "";
  #marks = [];

  constructor() {
    super();
    this.log = false;
    this.tip = null;
  }

  willUpdate(changed) {
    if (!changed.has("test")) return;
    const { lines, time } = this.test;
    const names = lines.map(({ name }) => name).join(" ");
    if (names !== this.#lines || !this.chosen) this.chosen = chosenAtFirst(lines);
    this.#lines = names;
    this.#view.over(time);
    this.#marks = tradeMarks(this.test);
    this.tip = null;
  }

  /** Shows a trade with what is around it, by its number. */
  #look(number) {
    const mark = this.#marks[number - 1];
    if (!mark) return;
    const { time } = this.test;
    const room = Math.max((mark.to - mark.from) * 1.5, 25 * (time[1] - time[0]));
    this.#view.show(mark.from - room, mark.to + room);
    this.#tell(mark, null);
  }

  /** Looks at a trade from elsewhere on the page. */
  show(number) {
    this.#look(number);
    this.querySelector("[data-pane='price']").scrollIntoView({ behavior: "smooth", block: "center" });
  }

  render() {
    const { lines } = this.test;
    const panes = panesOf(lines.filter(({ name }) => this.chosen.has(name)));
    return html`<div
      class="charts"
      data-charts
      tabindex="0"
      role="group"
      aria-label="Charts of the back-test"
      aria-describedby="charts-keys"
      @keydown=${(event) => this.#key(event)}
      @mouseleave=${() => this.tip?.at && this.#tell(null)}
    >
      ${this.#tools(lines)}
      <div class="price-pane">${this.#price(panes.get("price") ?? [])} ${this.#tooltip()}</div>
      ${[...panes].map(([pane, names]) => (pane === "price" ? nothing : this.#pane(pane, names)))} ${this.#equity()}
      ${this.#drawdown()} ${this.#rolling()}
      <p class="muted small" id="charts-keys">
        Wheel, two fingers or <kbd>+</kbd> <kbd>−</kbd> zoom, a drag or the arrow keys move, Shift and a drag choose a
        range, <kbd>0</kbd> shows all, <kbd>N</kbd> and <kbd>P</kbd> go from trade to trade.
      </p>
    </div>`;
  }

  #tools(lines) {
    const view = this.#view;
    return html`<div class="row tight">
      ${
        lines.length
          ? html`<div class="row tight" role="group" aria-label="Lines of the strategy">
              ${lines.map(({ name }) => this.#switch(name))}
            </div>`
          : nothing
      }
      <span class="grow"></span>
      <div class="segmented" role="group" aria-label="Scale and range">
        <button type="button" aria-pressed=${this.log} @click=${() => (this.log = !this.log)}>Log scale</button>
        <button type="button" aria-label="Closer" @click=${() => closer(view)}>+</button>
        <button type="button" aria-label="Farther" @click=${() => farther(view)}>−</button>
        <button type="button" @click=${() => view.all()}>All</button>
      </div>
    </div>`;
  }

  #switch(name) {
    return html`<button
      type="button"
      class="chip"
      aria-pressed=${this.chosen.has(name)}
      @click=${() => {
        if (!this.chosen.delete(name)) this.chosen.add(name);
        this.requestUpdate();
      }}
    >
      ${name}
    </button>`;
  }

  #key(event) {
    if (event.target !== event.currentTarget) return;
    const step = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (step && !event.ctrlKey && !event.metaKey && !event.altKey) this.#next(step);
    else if (event.key === "Escape" && this.tip) this.#tell(null);
    else if (!keyMoves(this.#view, event)) return;
    event.preventDefault();
  }

  /** The next trade, or the one before; at first the first that is in sight. */
  #next(step) {
    const marks = this.#marks;
    if (!marks.length) return;
    const { from } = this.#view;
    const seen = marks.findIndex((mark) => mark.to >= from);
    const now = this.tip ? marks.indexOf(this.tip.mark) + step : step > 0 ? seen : seen - 1;
    this.#look(Math.min(marks.length - 1, Math.max(0, now)) + 1);
  }

  #pointed = (plot) => {
    const { left, top } = plot.cursor;
    if (left < 0 || top < 0) return;
    const mark = tradeAt(plot, this.#marks, left, top);
    if (!mark && !this.tip?.at) return;
    const origin = plot.bbox.left / devicePixelRatio;
    this.#tell(mark, { left: left + origin, top, width: plot.width });
  };

  /** @param {object | null} mark of the trade that is told about @param {object | null} at where, beside the pointer */
  #tell(mark, at) {
    if (!mark && !this.tip) return;
    if (mark && this.tip?.mark === mark && Boolean(this.tip.at) === Boolean(at)) return;
    this.tip = mark ? { mark, at } : null;
    this.querySelector("[data-pane='price']")?.redraw();
  }

  #tooltip() {
    const { mark, at } = this.tip ?? {};
    const left = at ? Math.max(0, Math.min(at.left + 16, at.width - TIP_WIDTH)) : 72;
    return html`<div
      class="trade-tip"
      role="status"
      ?hidden=${!mark}
      ${vars({ "--left": `${left}px`, "--top": `${at ? at.top + 18 : 8}px` })}
    >
      ${
        mark
          ? html`<b class=${mark.won ? "good" : "bad"}>${mark.trade.Side}, trade ${mark.trade.number}</b>
              <dl>
                ${tradeFacts(mark).map(
                  ([name, value]) =>
                    html`<dt>${name}</dt>
                      <dd>${value}</dd>`,
                )}
              </dl>`
          : nothing
      }
    </div>`;
  }

  /** The same options while nothing but the data changes, so that the chart is not made anew. */
  #chart(key, said, options, data) {
    if (this.#kept.get(key)?.said !== said) this.#kept.set(key, { said, options: { view: this.#view, ...options() } });
    return html`<q-chart data-pane=${key} .options=${this.#kept.get(key).options} .data=${data}></q-chart>`;
  }

  /** As lists that are the same while the test is, so that nothing is drawn at other renders. */
  #data(key, said, make) {
    const { test } = this;
    test.data ??= new Map();
    const held = test.data.get(key);
    if (held?.said === said) return held.data;
    const data = make(test);
    test.data.set(key, { said, data });
    return data;
  }

  #price(names) {
    const said = `${names.join(" ")} ${this.log}`;
    return this.#chart(
      "price",
      said,
      () => ({
        height: 360,
        fit: true,
        log: this.log,
        format: plain,
        label: `Prices with trades${names.length ? ` and ${names.join(", ")}` : ""}`,
        under: drawCandles,
        over: (plot, colour) => drawTrades(plot, this.#marks, colour, this.tip?.mark.trade),
        pointed: this.#pointed,
        series: [
          ...["Open", "High", "Low", "Close"].map((label) => ({ label, stroke: "--ink-2", paths: () => null })),
          { label: "Volume", stroke: "--ink-3", scale: "volume", paths: () => null, value: (_, one) => volume(one) },
          ...series(names),
        ],
      }),
      this.#data("price", said, ({ time, bars }) => [
        time,
        ...["Open", "High", "Low", "Close", "Volume", ...names].map((name) => bars[name]),
      ]),
    );
  }

  #pane(pane, names) {
    const said = names.join(" ");
    return this.#chart(
      `pane ${pane}`,
      said,
      () => ({ height: 120, fit: true, format: plain, label: names.join(", "), series: series(names) }),
      this.#data(`pane ${pane}`, said, ({ time, bars }) => [time, ...names.map((name) => bars[name])]),
    );
  }

  #equity() {
    const said = String(this.log);
    return this.#chart(
      "equity",
      said,
      () => ({
        height: 190,
        fit: true,
        log: this.log,
        format: (value) => count(value),
        label: "Equity beside that of the asset held, in units of the quote currency",
        series: [
          { label: "Equity, open trades valued", stroke: "--chart-3" },
          { label: "Asset held", stroke: "--ink-3", width: 1 },
          { label: "Realised", stroke: "--chart-4", width: 1 },
        ],
      }),
      this.#data("equity", said, ({ time, marked, held, equity }) => [time, marked, held, equity]),
    );
  }

  #drawdown() {
    const { test } = this;
    return this.#chart(
      "drawdown",
      "",
      () => ({
        height: 130,
        format: (value) => percent(value, 1),
        label: `Drawdown, at worst ${percent(least(test.drawdown))}`,
        series: [
          { label: "Drawdown, open trades valued", stroke: "--bad" },
          { label: "of the asset held", stroke: "--ink-3", width: 1 },
        ],
      }),
      this.#data("drawdown", "", ({ time, drawdown, heldDrawdown }) => [time, drawdown, heldDrawdown]),
    );
  }

  #rolling() {
    const { rolling } = this.test;
    if (!rolling) return nothing;
    const said = String(rolling.window);
    return this.#chart(
      "rolling",
      said,
      () => ({
        height: 120,
        format: (value) => fixed(value, 1),
        fit: true,
        label: `Yearly Sharpe ratio of the last ${rolling.window} daily returns`,
        series: [{ label: `Sharpe ratio of the last ${rolling.window} days, yearly`, stroke: "--chart-1" }],
      }),
      this.#data("rolling", said, () => [rolling.time, rolling.values]),
    );
  }
}

const volume = (value) => (value === null || value === undefined ? "–" : plain(value));

/** Told apart by colour: dashes of a line with thousands of corners take most of the time of a frame. */
const COLOURS = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--ink-2", "--lost", "--warn", "--ink-3"];
const series = (names) => names.map((name, k) => ({ label: name, stroke: COLOURS[k % COLOURS.length], width: 1 }));

customElements.define("q-run-charts", RunCharts);
