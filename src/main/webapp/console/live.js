/**
 * Server-sent events of jobs. A stream that breaks is opened again where it broke; one that the server does not have
 * is tried again slowly, and pages ask instead meanwhile. A hidden page holds no connection: browsers give all tabs of
 * a server six of them together.
 */
import { key } from "./key.js";
import { KeyedStream } from "./keyed-stream.js";
import { link } from "./link.js";

const PATIENCE = [1000, 2000, 5000, 10000];

/** One stream. `on` has a function for each kind of event: `job`, `event`, `end`, `reset` when some may be missing. */
export class EventStream {
  #source = null;
  #timer = 0;
  #failures = 0;
  #lastId = null;
  #ended = false;
  #gap = false;

  /**
   * @param {string} path below /v1
   * @param {Record<string, (data: object) => void>} on
   * @param {(open: boolean) => void} [state]
   */
  constructor(path, on, state = () => {}) {
    this.path = path;
    this.on = on;
    this.state = state;
  }

  open() {
    document.addEventListener("visibilitychange", this.#visibility);
    this.#connect();
    return this;
  }

  close() {
    document.removeEventListener("visibilitychange", this.#visibility);
    this.#drop();
  }

  #visibility = () => {
    if (document.hidden) this.#drop();
    else if (!this.#source && !this.#ended) this.#connect();
  };

  #drop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    this.state(false);
  }

  #connect() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    const after = this.#lastId === null ? "" : `?last_event_id=${encodeURIComponent(this.#lastId)}`;
    const url = `/v1${this.path}${after}`;
    const source = key.value ? new KeyedStream(url, key.headers, () => key.refused()) : new EventSource(url);
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.state(true);
      if (this.#gap && this.#lastId === null) this.on.reset?.({});
      this.#gap = false;
    };
    source.onerror = () => this.#failed(source);
    for (const kind of ["job", "event", "end", "reset"]) {
      source.addEventListener(kind, (message) => this.#take(kind, message));
    }
  }

  #take(kind, message) {
    if (message.lastEventId) this.#lastId = message.lastEventId;
    if (kind === "reset") this.#lastId = message.lastEventId || null;
    let data = {};
    try {
      data = message.data ? JSON.parse(message.data) : {};
    } catch {
      return;
    }
    if (kind === "end") {
      this.#ended = true;
      this.#drop();
    }
    this.on[kind]?.(data);
  }

  #failed(source) {
    if (source !== this.#source) return;
    source.close();
    this.#source = null;
    this.#gap = true;
    this.state(false);
    const wait = PATIENCE[Math.min(this.#failures++, PATIENCE.length - 1)];
    this.#timer = setTimeout(() => this.#connect(), wait);
  }
}

/** The stream of all jobs, shared by every page. */
class Live {
  #stream = new EventStream(
    "/stream",
    { job: (job) => this.#tell("job", job), reset: () => this.#tell("reset", {}) },
    (open) => link.streaming(open),
  );
  #listeners = new Set();

  start() {
    this.#stream.open();
    link.addEventListener("back", () => this.#tell("reset", {}));
  }

  /** @param {{job?: (job: object) => void, reset?: () => void}} listener @returns {() => void} ends it */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(kind, data) {
    for (const listener of this.#listeners) listener[kind]?.(data);
  }
}

export const live = new Live();
