/** Which part of the time several charts show, in seconds: one for all, which are drawn together, once a frame. */

/** So few bars are the closest look. */
const LEAST_BARS = 8;
let made = 0;

export class ChartView {
  /** Charts with the same key share their cross-hair. */
  key = `charts-${++made}`;
  from = 0;
  to = 1;
  #first = 0;
  #last = 1;
  #bar = 1;
  #charts = new Set();
  #frame = 0;

  /** @param {number[]} [times] that there are */
  constructor(times) {
    if (times) this.over(times);
  }

  /** The times that there are, ascending. What is looked at stays where these are the same as before. */
  over(times) {
    const [first, last, bar] = [times[0] ?? 0, times.at(-1) ?? 1, times.length > 1 ? times[1] - times[0] : 1];
    const same = first === this.#first && last === this.#last;
    this.#first = first;
    this.#last = last;
    this.#bar = bar;
    if (!same) this.show(first, last);
  }

  /** @param {{range: (from: number, to: number) => void}} chart */
  join(chart) {
    this.#charts.add(chart);
  }

  leave(chart) {
    this.#charts.delete(chart);
  }

  /** Whether all is shown. */
  get whole() {
    return this.from <= this.#first && this.to >= this.#last;
  }

  /** Shows a range, or as much of it as there is; where it is too short, what is around its middle. */
  show(from, to) {
    const all = this.#last - this.#first || 1;
    const span = Math.min(all, Math.max(to - from, LEAST_BARS * this.#bar));
    const middle = (from + to) / 2;
    const begin = Math.min(Math.max(middle - span / 2, this.#first), this.#last - span);
    this.from = begin;
    this.to = begin + span;
    this.#later();
  }

  all() {
    this.show(this.#first, this.#last);
  }

  /** Shows so many times the present range, with a time staying where it is. */
  zoom(times, at = (this.from + this.to) / 2) {
    this.show(at - (at - this.from) * times, at + (this.to - at) * times);
  }

  /** Moves by a part of what is shown; to the right where that is positive. */
  move(part) {
    this.moveBy(part * (this.to - this.from));
  }

  moveBy(seconds) {
    const span = this.to - this.from;
    const from = Math.min(Math.max(this.from + seconds, this.#first), this.#last - span);
    this.show(from, from + span);
  }

  #later() {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      for (const chart of this.#charts) chart.range(this.from, this.to);
    });
  }
}
