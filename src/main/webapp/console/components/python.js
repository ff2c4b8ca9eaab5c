/** What a page shows as lines of Python, for the package quarry (docs/python.md). */
import { copyText } from "./json-view.js";

/** A value of JSON as Python writes it. */
function literal(value, indent = "") {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((one) => literal(one, inner)).join(", ")}]`;
    if (flat.length < 100 && !flat.includes("\n")) return flat;
    return `[\n${value.map((one) => `${inner}${literal(one, inner)},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(value);
  if (!entries.length) return "{}";
  const lines = entries.map(([key, one]) => `${inner}${JSON.stringify(key)}: ${literal(one, inner)},\n`);
  return `{\n${lines.join("")}${indent}}`;
}

const script = (...lines) => named("Quarry", ...lines);

const named = (names, ...lines) =>
  [`from quarry import ${names}`, "", `q = Quarry(${JSON.stringify(location.origin)})`, ...lines, ""].join("\n");

/** The job again, and its result. */
export const jobAsPython = ({ job_type: type, payload }) =>
  copyText(
    () => script(`job = q.enqueue(${JSON.stringify(type)}, ${literal(payload)})`, "job.result()"),
    "Copy as Python",
  );

/** The run: what is known of it, and its back-test, which a notebook draws. */
export const runAsPython = (hash) =>
  copyText(
    () => script(`run = q.run(${JSON.stringify(hash)})`, `q.backtest_run(${JSON.stringify(hash)})`),
    "Copy as Python",
  );

/** A back-test as it is on the page. @param {object} body of `POST /v1/backtest` */
export function backtestAsPython({ strategy, params }) {
  const { exchange, symbol, timeframe, start_ts: from, end_ts: to, ...values } = params;
  const market = [exchange, symbol, timeframe, from, to].map((one) => literal(one)).join(", ");
  return copyText(
    () =>
      named(
        "Market, Quarry",
        `market = Market(${market})`,
        `test = q.backtest(market, ${literal(values)}${strategy ? `, ${literal(strategy)}` : ""})`,
        "test",
      ),
    "Copy as Python",
  );
}
