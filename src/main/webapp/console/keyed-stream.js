/**
 * Server-sent events by `fetch`, which can send a key where the browser's EventSource cannot: a key in an address would
 * be in logs and in the history. It has what the console uses of an EventSource, and does not connect again by itself.
 */
export class KeyedStream extends EventTarget {
  onopen = null;
  onerror = null;
  #abort = new AbortController();
  #id = "";

  /**
   * @param {string} url
   * @param {Record<string, string>} headers
   * @param {() => void} refused hears that the key is not good
   */
  constructor(url, headers, refused) {
    super();
    this.#read(url, headers, refused)
      .catch(() => {})
      .then(() => !this.#abort.signal.aborted && this.onerror?.());
  }

  close() {
    this.#abort.abort();
  }

  async #read(url, headers, refused) {
    const answer = await fetch(url, {
      headers: { Accept: "text/event-stream", ...headers },
      signal: this.#abort.signal,
      cache: "no-store",
    });
    if (answer.status === 401) refused();
    if (answer.status !== 200) return;
    this.onopen?.();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const frames = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
      rest = frames.pop();
      frames.forEach((frame) => this.#tell(frame));
    }
  }

  #tell(frame) {
    let kind = "message";
    const data = [];
    for (const line of frame.split("\n")) {
      const colon = line.indexOf(":");
      if (colon === 0) continue;
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (name === "event") kind = value;
      else if (name === "data") data.push(value);
      else if (name === "id") this.#id = value;
    }
    if (data.length) this.dispatchEvent(new MessageEvent(kind, { data: data.join("\n"), lastEventId: this.#id }));
  }
}
