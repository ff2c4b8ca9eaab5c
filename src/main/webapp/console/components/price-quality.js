/** How whole a series is, day by day, and what is missing. */
import { Element, Resource, html, nothing } from "../element.js";
import { get } from "../api.js";
import { panel, show } from "./states.js";

class PriceQuality extends Element {
  static properties = { series: { attribute: false } };

  constructor() {
    super();
    this.quality = new Resource(this, (signal) => {
      const [exchange, symbol, timeframe] = this.series.split("|");
      return get("/prices/quality", { exchange, symbol, timeframe }, signal);
    }, { key: () => this.series });
  }

  render() {
    const [exchange, symbol, timeframe] = this.series.split("|");
    return panel(`${symbol} ${timeframe} on ${exchange}`, show(this.quality, () => nothing));
  }
}

customElements.define("q-price-quality", PriceQuality);
