/** What an expression may go on with: functions, names of the definition, prices and words of the language. */

const PRICES = ["open", "high", "low", "close", "volume", "hl2", "hlc3", "ohlc4"];
const TIMES = ["hour", "minute", "day_of_week", "day_of_month", "month"];
const POSITION = ["entry_price", "bars_held", "high_since_entry", "low_since_entry", "open_profit_pct"];
const WORDS = ["and", "or", "not", "true", "false"];
const NO_EXPRESSIONS = ["name", "description", "type", "only_if"];
const MOST = 12;

/**
 * @typedef {{name: string, insert: string, detail: string}} Candidate what is chosen, what is written for it, and what
 *     it is
 */

/**
 * All that there is.
 *
 * @param {object[]} functions as `GET /v1/functions` tells them
 * @param {object | undefined} definition the names of its parameters and series come first
 * @returns {Candidate[]}
 */
export function candidates(functions, definition) {
  const words = (names, detail) => names.map((name) => ({ name, insert: name, detail }));
  return [
    ...Object.entries(definition?.series ?? {}).map(([name, text]) => ({ name, insert: name, detail: String(text) })),
    ...Object.entries(definition?.parameters ?? {}).map(([name, one]) => ({
      name,
      insert: name,
      detail: `parameter, ${one?.description || one?.type || ""}`,
    })),
    ...words(PRICES, "price"),
    ...functions.map((one) => ({
      name: one.name,
      insert: one.arguments.length ? `${one.name}(` : one.name,
      detail: `${one.signature}: ${one.meaning}`,
    })),
    ...words(TIMES, "of the bar's open, UTC"),
    ...words(POSITION, "of the open position, in exit only"),
    ...words(WORDS, "word"),
  ];
}

/**
 * The word that is being written at the caret.
 *
 * @returns {{from: number, word: string} | null} null where the caret is in no expression, which stands in a quoted
 *     value on one line
 */
export function wordAt(text, caret) {
  const line = text.slice(text.lastIndexOf("\n", caret - 1) + 1, caret);
  const quotes = [...line.matchAll(/\\.|"/g)].filter(([sign]) => sign === '"');
  if (quotes.length % 2 === 0) return null;
  const name = /"([^"]*)"\s*:\s*$/.exec(line.slice(0, quotes.at(-1).index))?.[1];
  if (name === undefined || NO_EXPRESSIONS.includes(name)) return null;
  const word = /[A-Za-z_][A-Za-z0-9_]*$/.exec(line)?.[0] ?? "";
  return { from: caret - word.length, word };
}

/** Those that go on from the word, and then those that have it in them. */
export function matching(all, word) {
  const asked = word.toLowerCase();
  const names = all.filter((one) => one.insert.toLowerCase() !== asked);
  const begins = names.filter((one) => one.name.toLowerCase().startsWith(asked));
  const within = asked ? names.filter((one) => one.name.toLowerCase().indexOf(asked) > 0) : [];
  return [...begins, ...within].slice(0, MOST);
}
