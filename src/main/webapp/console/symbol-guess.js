/** Which market a file of prices is of, by its name: BTCUSDT-1h-2024.csv, bitstamp_btcusd_30m.csv, AAPL.csv. */

const QUOTES = ["USDT", "USDC", "BUSD", "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "BTC", "ETH"];
const EXCHANGES = ["binance", "binanceus", "bitfinex", "bitstamp", "bybit", "coinbase", "gemini", "kraken", "okx"];
/** Words that tell what a file is, not of which market. */
const NO_SYMBOLS = [
  "bars",
  "candles",
  "close",
  "daily",
  "data",
  "export",
  "history",
  "hour",
  "hourly",
  "klines",
  "min",
];
const OTHERS = ["minute", "ohlc", "ohlcv", "price", "prices", "quotes", "spot", "test", "trades", "utc"];
const NOISE = new Set([...EXCHANGES, ...NO_SYMBOLS, ...OTHERS]);

/** @param {string} name of a file @returns {string} empty where the name says nothing that is sure */
export function symbolOf(name) {
  const words = name
    .replace(/(\.[a-z]{2,7})+$/i, "")
    .split(/[^A-Za-z]+/)
    .filter((word) => word && !NOISE.has(word.toLowerCase()));
  const [before, quote] = pairOf(words);
  if (before) return `${before}/${quote}`;
  const whole = words.map(split).find(Boolean);
  if (whole) return whole.join("/");
  return words.length === 1 && /^[A-Z]{1,5}$/.test(words[0]) ? words[0] : "";
}

/** Two words beside each other: BTC-USD. */
function pairOf(words) {
  const upper = words.map((word) => word.toUpperCase());
  const at = upper.findIndex((word, k) => k > 0 && QUOTES.includes(word) && upper[k - 1].length <= 6);
  return at > 0 && !split(words[at - 1]) ? [upper[at - 1], upper[at]] : [];
}

/** One word that ends in a currency: BTCUSDT. */
function split(word) {
  const upper = word.toUpperCase();
  const quote = QUOTES.find((one) => upper.endsWith(one) && upper.length >= one.length + 2);
  const base = quote && upper.slice(0, -quote.length);
  return base && base.length <= 6 ? [base, quote] : null;
}
