/** Where in a JSON text its entries stand, so that what the server says of a field can be shown at its place. */

const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
const DEEPEST = 100;

/**
 * @typedef {{start: number, end: number, key?: {start: number, end: number, name: string}}} Place of a value, and of
 *     its name
 */

/**
 * Reads a text.
 *
 * @returns {{value: any, places: Map<string, Place>, fault: {from: number, to: number, message: string} | null}} places
 *     by path, such as `long.enter`; up to the fault where the text is no JSON
 */
export function readJson(text) {
  const reader = new Reader(text);
  try {
    reader.whole();
    return { value: JSON.parse(text), places: reader.places, fault: null };
  } catch (failure) {
    const from = Math.min(reader.at, text.length);
    const message = failure instanceof Misread ? failure.message : `no JSON: ${failure.message}`;
    return { value: undefined, places: reader.places, fault: { from, to: Math.min(from + 1, text.length), message } };
  }
}

class Misread extends Error {}

class Reader {
  at = 0;
  places = new Map();

  constructor(text) {
    this.text = text;
  }

  whole() {
    this.#value("", 0);
    this.#space();
    if (this.at < this.text.length) this.#fail("nothing may follow the last bracket");
  }

  #fail(message) {
    throw new Misread(message);
  }

  #space() {
    while (this.at < this.text.length && " \t\r\n".includes(this.text[this.at])) this.at++;
  }

  #next(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found) this.at += found.length;
    return found;
  }

  #is(sign) {
    this.#space();
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  #value(path, depth, key) {
    if (depth > DEEPEST) this.#fail("nested too deeply");
    this.#space();
    const place = { start: this.at, end: this.at, key };
    this.places.set(path, place);
    if (this.#is("{")) this.#entries(path, depth);
    else if (this.#is("[")) this.#elements(path, depth);
    else if (!this.#next(TEXT) && !this.#next(LITERAL)) {
      this.#fail(
        this.text[this.at] === '"'
          ? "a text that does not end on its line, or with an unknown \\ sign"
          : this.at < this.text.length
            ? "a value is expected: a text in double quotes, a number, true, false, null, { or ["
            : "the text ends too early",
      );
    }
    place.end = this.at;
  }

  #entries(path, depth) {
    if (this.#is("}")) return;
    do {
      this.#space();
      const start = this.at;
      const quoted = this.#next(TEXT) ?? this.#fail("a name in double quotes is expected");
      const name = JSON.parse(quoted);
      const end = this.at;
      if (!this.#is(":")) this.#fail("a colon is expected after the name");
      this.#value(path ? `${path}.${name}` : name, depth + 1, { start, end, name });
    } while (this.#is(","));
    if (!this.#is("}")) this.#fail("a comma or } is expected");
  }

  #elements(path, depth) {
    if (this.#is("]")) return;
    let k = 0;
    do this.#value(`${path}[${k++}]`, depth + 1);
    while (this.#is(","));
    if (!this.#is("]")) this.#fail("a comma or ] is expected");
  }
}

/**
 * Where a fault stands in the text: in an expression by its line and column there, else at the entry it names, or the
 * nearest around it.
 *
 * @param {string} text
 * @param {Map<string, Place>} places of the text
 * @param {{field: string, line?: number, column?: number, text?: string}} fault
 * @returns {{from: number, to: number} | null} null where it is about something else
 */
export function spanOf(text, places, fault) {
  const field = fault.field.replace(/^strategy(\.|$)/, "");
  let path = field;
  while (path && !places.has(path)) path = path.slice(0, Math.max(0, path.search(/(\.[^.]*|\[\d+\])$/)));
  if (!path) return places.has(field) ? { from: 0, to: 0 } : null;
  const { start, end, key } = places.get(path);
  if (path === field && text[start] === '"' && fault.line) return spanInText(text, start + 1, end - 1, fault);
  return key && key.name === fault.text ? { from: key.start, to: key.end } : { from: start, to: end };
}

/** Counts through the signs of a quoted text, an escape being one, as the server has counted without escapes. */
function spanInText(text, start, end, { line, column, text: wrong }) {
  let [at, row, col] = [start, 1, 1];
  while (at < end && (row < line || (row === line && col < column))) {
    const sign = signAt(text, at);
    at += sign.length;
    if (sign === "\\n" || sign === "\n") [row, col] = [row + 1, 1];
    else col++;
  }
  let to = at;
  for (let left = [...(wrong ?? "")].length; left > 0 && to < end; left--) to += signAt(text, to).length;
  return { from: at, to };
}

/** One code point as it is written: itself, or an escape, or the two escapes of a pair. */
function signAt(text, at) {
  const pair = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^]/uy;
  pair.lastIndex = at;
  return pair.exec(text)[0];
}

/** The line of a place in a text, from 1. */
export const lineOf = (text, at) => text.slice(0, at).split("\n").length;
