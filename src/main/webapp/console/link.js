import { key } from "./key.js";

/**
 * How the console hears from the server: `live` by a stream of events, `polling` by asking now and then, or `lost` when
 * nothing answers. One for the whole page; what changes is told to listeners.
 */
class Link extends EventTarget {
  state = "connecting";
  #streaming = false;
  #ping = 0;

  /** A request was answered. */
  reached() {
    if (this.state === "lost" || this.state === "connecting") this.#set(this.#streaming ? "live" : "polling");
  }

  /** A request was not answered, or the server says that its database is away. */
  failed() {
    this.#set("lost");
  }

  /** The stream is open, or is not. */
  streaming(open) {
    this.#streaming = open;
    if (open) this.#set("live");
    else if (this.state === "live") this.#set("polling");
  }

  #set(state) {
    if (state === this.state) return;
    const before = this.state;
    this.state = state;
    if (state === "lost") this.#wait();
    this.dispatchEvent(new Event("change"));
    if (before === "lost") this.dispatchEvent(new Event("back"));
  }

  /** Asks until somebody answers; pages then load what they missed. */
  #wait() {
    clearTimeout(this.#ping);
    this.#ping = setTimeout(async () => {
      const up = await fetch("/v1/jobs?limit=1", { cache: "no-store", headers: key.headers }).then(
        (answer) => answer.ok || answer.status === 401,
        () => false,
      );
      if (up) this.reached();
      else if (this.state === "lost") this.#wait();
    }, 1500);
  }
}

export const link = new Link();
