/** What can be started: each type with its route, its words and its fields, as /openapi describes them. */
import { openApi } from "./api.js";
import { words } from "./format.js";

/** Fields with an editor of their own, or none: a form has them elsewhere. */
const APART = [
  "exchange",
  "symbol",
  "timeframe",
  "start_ts",
  "end_ts",
  "markets",
  "base_params",
  "param_grid",
  "grid",
  "upload_id",
  "strategy",
];
/** What is usually wanted first; other types follow. */
const ORDER = ["discover", "optimize", "prices_ingest", "leaderboard_refresh", "patterns_refresh", "reevaluate"];

let loading = null;

/**
 * Every type that has a route of its own, loaded once.
 *
 * @returns {Promise<Record<string, Type>>}
 * @typedef {{title: string, text: string, path: string, properties: object, groups: Group[], options: Field[],
 *   market: "stored" | "free" | "optional" | null}} Type
 * @typedef {{title: string, text?: string, when?: string, fields: Field[]}} Group
 * @typedef {{name: string, in?: string, label: string, hint?: string, kind: "text" | "number" | "flag" | "choice",
 *   usual?: any, values?: string[], when?: string}} Field
 */
export function jobTypes() {
  loading ??= openApi()
    .then(typesOf)
    .catch((failure) => {
      loading = null;
      throw failure;
    });
  return loading;
}

/** @param {object} document OpenAPI */
export function typesOf(document) {
  const found = Object.entries(document.paths).flatMap(([path, { post }]) => {
    const reference = post?.requestBody?.content?.["application/json"]?.schema?.$ref;
    const name = post?.["x-job-type"];
    if (!reference || !name || name === "any") return [];
    return [[name, typeOf(path, post, document.components.schemas[reference.split("/").at(-1)])]];
  });
  const place = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return Object.fromEntries(found.sort(([a], [b]) => place(a) - place(b)));
}

function typeOf(path, { summary, description, parameters }, schema) {
  const { properties } = schema;
  const entries = Object.entries(properties).filter(([name]) => !APART.includes(name));
  const nested = entries.filter(([, one]) => one.properties);
  const groups = [
    {
      title: "Settings",
      fields: entries.filter(([, one]) => !one.properties).map(([name, one]) => fieldOf(name, one)),
    },
    ...nested.map(([name, one]) => ({
      title: one.title ?? words(name),
      text: one.description,
      when: one["x-when"],
      fields: Object.entries(one.properties).map(([inner, leaf]) => ({ ...fieldOf(inner, leaf), in: name })),
    })),
  ];
  return {
    title: summary,
    text: description,
    path: path.replace(/^\/v1/, ""),
    properties,
    groups: groups.filter(({ fields }) => fields.length),
    market: marketOf(schema),
    options: parameters
      .filter((one) => one.in === "query")
      .map((one) => fieldOf(one.name, { ...one.schema, description: one.description })),
  };
}

/**
 * Whether the job works on stored prices (it needs a range), brings prices of a market (it needs only that), or may be
 * narrowed to a market.
 */
function marketOf({ properties, required = [], anyOf = [], allOf = [] }) {
  if (!properties.exchange) return null;
  const needed = [
    ...required,
    ...[...anyOf, ...allOf.flatMap((rule) => rule.anyOf ?? [])].flatMap((set) => set.required),
  ];
  if (needed.includes("start_ts")) return "stored";
  return needed.includes("exchange") ? "free" : "optional";
}

function fieldOf(name, schema) {
  const kind = schema.enum
    ? "choice"
    : schema.type === "boolean"
      ? "flag"
      : ["integer", "number"].includes(schema.type)
        ? "number"
        : "text";
  return {
    name,
    label: schema.title ?? words(name),
    hint: schema.description,
    kind,
    usual: schema.default,
    values: schema.enum,
    when: schema["x-when"],
  };
}

/** Whether a field or group counts beside the other values of the payload. */
export function counts({ when }, payload, properties) {
  if (!when) return true;
  const [name, values] = when.split("=");
  return values.split("|").includes(payload[name] ?? properties[name].default);
}

/** The value of a field in a payload. */
export const valueOf = (payload, field) => (field.in ? payload[field.in]?.[field.name] : payload[field.name]);

/** The payload with the field set; undefined takes it out. */
export function withValue(payload, field, value) {
  const changed = structuredClone(payload);
  const place = field.in ? (changed[field.in] ??= {}) : changed;
  if (value === undefined) delete place[field.name];
  else place[field.name] = value;
  if (field.in && !Object.keys(place).length) delete changed[field.in];
  return changed;
}
