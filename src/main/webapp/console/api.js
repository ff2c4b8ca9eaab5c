/** The REST API: JSON in and out, problem details as errors, and word of whether the server can be reached. */
import { key } from "./key.js";
import { link } from "./link.js";

/** An answer that is no success, told as the server tells it (RFC 9457). */
export class ApiError extends Error {
  /** @param {number} status 0 when the server could not be reached @param {object} [problem] */
  constructor(status, problem = {}) {
    super(
      problem.detail || problem.title || (status ? `The server answered ${status}` : "The server cannot be reached"),
    );
    this.status = status;
    this.title = problem.title;
    /** @type {{field: string, reason: string}[]} */
    this.errors = problem.errors ?? [];
  }

  get lost() {
    return this.status === 0 || this.status === 503;
  }
}

/** Query text of what is set: `?a=1&b=2`, or nothing. Lists give the name several times. */
export function queryText(values) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== "" && one !== false) query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

async function send(method, address, options) {
  const answer = await ask(method, address, options);
  return read(answer.status, await answer.text());
}

async function ask(method, address, { query, body, signal, headers } = {}) {
  try {
    return await fetch(`${address}${queryText(query)}`, {
      method,
      signal,
      headers: {
        Accept: "application/json",
        ...key.headers,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    link.failed();
    throw new ApiError(0);
  }
}

/** Makes a value or an ApiError of an answer. */
export function read(status, text) {
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    json = { detail: "The answer is no JSON" };
    if (status < 400) status = 502;
  }
  if (status === 401) key.refused();
  if (status === 503) link.failed();
  else link.reached();
  if (status >= 400) throw new ApiError(status, json ?? {});
  return json;
}

export const get = (path, query, signal) => send("GET", `/v1${path}`, { query, signal });
export const post = (path, body, query, headers, signal) =>
  send("POST", `/v1${path}`, { body: body ?? {}, query, headers, signal });
export const put = (path, body) => send("PUT", `/v1${path}`, { body });
export const remove = (path) => send("DELETE", `/v1${path}`);

/** Saves an answer as a file. A link could not: it would not say the key. */
export async function save(path, name, query) {
  const answer = await ask("GET", `/v1${path}`, { query, headers: { Accept: "*/*" } });
  if (!answer.ok) read(answer.status, await answer.text());
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(await answer.blob());
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}

/** The rows of a table, by their columns' names, as texts: for tables of numbers and times, which need no quotes. */
export async function table(path, query, signal) {
  const answer = await ask("GET", `/v1${path}`, { query, signal, headers: { Accept: "text/csv" } });
  const text = await answer.text();
  if (!answer.ok) read(answer.status, text);
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((value, k) => [names[k], value])));
}

/** The API's description of itself. */
export const openApi = () => send("GET", "/openapi");

/** Sends a form with a file; `progress` hears the share that is sent, from 0 to 1. */
export function upload(path, form, progress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1${path}`);
    Object.entries(key.headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () => {
      try {
        done(read(request.status, request.responseText));
      } catch (problem) {
        fail(problem);
      }
    };
    request.onerror = () => {
      link.failed();
      fail(new ApiError(0));
    };
    request.send(form);
  });
}

/** A key with which one press of a button stays one job however often its request is repeated. */
export const idempotencyKey = () => ({
  "Idempotency-Key": `console-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`,
});
