/** What all elements share: rendering into the page itself, so that one set of styles holds, and loading of data. */
import { LitElement, nothing } from "lit";
import { Directive, directive } from "lit-html/directive.js";
import { ApiError } from "./api.js";
import { link } from "./link.js";
import { router } from "./router.js";

export { html, nothing, svg } from "lit";
export { repeat } from "lit-html/directives/repeat.js";
export { guard } from "lit-html/directives/guard.js";

/** An element without a shadow tree. */
export class Element extends LitElement {
  createRenderRoot() {
    return this;
  }
}

/** The class of an element that draws itself anew at each change of the source. @param {EventTarget} source */
export const watching = (source) =>
  class extends Element {
    #changed = () => this.requestUpdate();

    connectedCallback() {
      super.connectedCallback();
      source.addEventListener("change", this.#changed);
    }

    disconnectedCallback() {
      super.disconnectedCallback();
      source.removeEventListener("change", this.#changed);
    }
  };

/** A page: it renders again when the filters of the address change. */
export class Page extends Element {
  static properties = { params: { attribute: false } };
  #onRoute = () => {
    this.filtersChanged();
    this.requestUpdate();
  };

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener("route", this.#onRoute);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    router.removeEventListener("route", this.#onRoute);
  }

  get query() {
    return router.query;
  }

  /** For pages that load by their filters. */
  filtersChanged() {}
}

class Vars extends Directive {
  render() {
    return nothing;
  }

  update(part, [values]) {
    for (const [name, value] of Object.entries(values)) part.element.style.setProperty(name, value);
    return nothing;
  }
}

/** Sets custom properties of an element by script: a strict Content-Security-Policy forbids a style attribute. */
export const vars = directive(Vars);

/**
 * A value that is loaded for an element: when it appears, when `key` has changed at a render, at intervals while the
 * page is seen, and when a lost connection is back. The last value stays while a newer one is fetched.
 */
export class Resource {
  value = undefined;
  error = null;
  loading = true;
  #timer = 0;
  #abort = null;
  #key;
  #on = false;

  /**
   * @param {import("lit").LitElement} host
   * @param {(signal: AbortSignal) => Promise<any>} load
   * @param {{every?: number | (() => number), key?: () => any, after?: (value: any) => void}} [options] `every` in
   *     milliseconds, 0 for never
   */
  constructor(host, load, options = {}) {
    this.host = host;
    this.load = load;
    this.options = options;
    host.addController(this);
  }

  hostConnected() {
    this.#on = true;
    link.addEventListener("back", this.reload);
    document.addEventListener("visibilitychange", this.#seen);
    if (this.host.hasUpdated) this.reload();
  }

  hostDisconnected() {
    this.#on = false;
    link.removeEventListener("back", this.reload);
    document.removeEventListener("visibilitychange", this.#seen);
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }

  hostUpdate() {
    const key = JSON.stringify(this.options.key?.() ?? null);
    if (key === this.#key) return;
    const other = this.#key !== undefined;
    this.#key = key;
    if (other) this.value = undefined;
    queueMicrotask(this.reload);
  }

  #seen = () => {
    if (!document.hidden && this.options.every) this.reload();
  };

  /** Loads anew. */
  reload = async () => {
    if (!this.#on) return;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.loading = true;
    if (this.value === undefined) this.host.requestUpdate();
    try {
      const value = await this.load(abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.error = null;
      this.loading = false;
      this.options.after?.(value);
    } catch (failure) {
      if (abort.signal.aborted) return;
      if (!(failure instanceof ApiError)) console.error(failure);
      this.error = failure;
    }
    this.loading = false;
    this.host.requestUpdate();
    this.#again();
  };

  #again() {
    const { every } = this.options;
    const wait = typeof every === "function" ? every() : every;
    if (wait && this.#on) this.#timer = setTimeout(() => (document.hidden ? this.#again() : this.reload()), wait);
  }
}

/** Milliseconds between two questions: seldom while the stream tells what happens, more often while it does not. */
export const pace = (streaming, otherwise) => () => (link.state === "live" ? streaming : otherwise);
