/** The frame of the console: navigation, the connection's state, and the page that the address names. */
import { caller } from "./caller.js";
import { Element, html, nothing } from "./element.js";
import { icons } from "./icons.js";
import { key } from "./key.js";
import { link } from "./link.js";
import { live } from "./live.js";
import { router } from "./router.js";
import { isDark, toggleTheme } from "./theme.js";
import { watchProblems } from "./problems.js";
import "./components/key-form.js";
import "./components/toasts.js";

export const NAVIGATION = [
  [
    "Queue",
    [
      ["/", "overview", "Overview"],
      ["/jobs", "jobs", "Jobs"],
      ["/problems", "problems", "Problems"],
      ["/schedules", "schedules", "Schedules"],
    ],
  ],
  [
    "Research",
    [
      ["/backtest", "backtest", "Back-test"],
      ["/research", "research", "Runs"],
      ["/leaderboard", "leaderboard", "Leaderboard"],
      ["/frozen", "frozen", "Frozen"],
      ["/patterns", "patterns", "Patterns"],
      ["/strategies", "strategies", "Strategies"],
      ["/presets", "presets", "Presets"],
    ],
  ],
  ["Data", [["/prices", "prices", "Prices"]]],
  [
    "Access",
    [
      ["/keys", "keys", "Keys"],
      ["/audit", "audit", "Audit"],
    ],
    "operate",
  ],
];

const LINK_TEXT = {
  connecting: "Connecting…",
  live: "Live",
  polling: "Updating every few seconds",
  lost: "No connection",
};

class Console extends Element {
  static properties = { page: { state: true }, menu: { state: true }, problems: { state: true } };

  constructor() {
    super();
    this.menu = false;
    this.problems = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener("route", (event) => this.#show(event));
    link.addEventListener("change", () => this.requestUpdate());
    key.addEventListener("change", () => this.requestUpdate());
    addEventListener("keydown", (event) => event.key === "Escape" && this.menu && (this.menu = false));
    watchProblems((list) => (this.problems = list.filter((problem) => problem.severity !== "note").length));
    caller.load();
    router.start();
    live.start();
  }

  async #show(event) {
    const { route, params } = router.current;
    this.menu = false;
    if (!event.moved) {
      this.requestUpdate();
      return;
    }
    this.#title(route.title);
    try {
      await import(`./pages/${route.module}.js`);
    } catch (failure) {
      // The server is away, or is another one than that of this page: it begins anew when there is one.
      this.page = html`<div class="notice bad" role="alert">
        <h1>This page could not be loaded</h1>
        <p>${failure.message}. It is tried again as soon as the server answers.</p>
      </div>`;
      link.addEventListener("back", () => location.reload(), { once: true });
      link.failed();
      return;
    }
    if (router.current.route !== route) return;
    const same =
      this.page?.tagName?.toLowerCase() === route.tag && JSON.stringify(this.page.params) === JSON.stringify(params);
    if (same) return;
    const page = document.createElement(route.tag);
    page.params = params;
    page.className = "page";
    const first = this.page === undefined;
    this.page = page;
    if (!first) {
      scrollTo(0, 0);
      this.querySelector("main").focus({ preventScroll: true });
    }
  }

  /** A tab is called by what it shows, as the page's heading names it. */
  firstUpdated() {
    const main = this.querySelector("main");
    const name = () => this.#title(main.querySelector("h1")?.textContent);
    new MutationObserver(name).observe(main, { childList: true, subtree: true, characterData: true });
  }

  #title(text) {
    const title = `${text?.replace(/\s+/g, " ").trim() || router.current?.route.title} · Quarry`;
    if (title !== document.title) document.title = title;
  }

  render() {
    return html` <a class="skip button" href="#main" @click=${this.#skip}>Skip to the content</a>
      <header class="topbar">
        <a class="brand" href="/">${icons.brand} Quarry</a>
        <button
          class="icon quiet"
          aria-label="Menu"
          aria-expanded=${this.menu}
          @click=${() => (this.menu = !this.menu)}
        >
          ${icons.menu}
        </button>
      </header>
      ${
        this.menu
          ? html`<button class="scrim" aria-label="Close the menu" @click=${() => (this.menu = false)}></button>`
          : nothing
      }
      <div class="side ${this.menu ? "open" : ""}">
        <a class="brand" href="/">${icons.brand} Quarry</a>
        <a class="button primary" href="/new" data-needs="submit"><span aria-hidden="true">+</span> New job</a>
        <nav aria-label="Pages">
          ${NAVIGATION.map(
            ([title, links, needs]) =>
              html` <section data-needs=${needs ?? nothing}>
                <h2>${title}</h2>
                ${links.map((entry) => this.#link(...entry))}
              </section>`,
          )}
        </nav>
        <div class="foot">
          <div class="link-state" data-state=${link.state} role="status">
            <span class="dot"></span>${LINK_TEXT[link.state]}
          </div>
          ${key.value ? html`<button class="quiet" @click=${() => key.set("")}>Forget the key</button>` : nothing}
          <button class="quiet" @click=${this.#theme}>${isDark() ? "Light colours" : "Dark colours"}</button>
          <a class="foot-link" href="/openapi/ui">REST API</a>
        </div>
      </div>
      <main id="main" tabindex="-1">
        ${
          link.state === "lost"
            ? html`<p class="lost" role="alert">
                The server does not answer. What you see may be old; this page goes on by itself as soon as it is back.
              </p>`
            : nothing
        }
        ${
          key.wanted
            ? html`<q-key-form class="page"></q-key-form>`
            : (this.page ?? html`<p class="muted" role="status">Loading…</p>`)
        }
      </main>
      <q-toasts></q-toasts>`;
  }

  #link(path, icon, text) {
    const here =
      path === "/" ? location.pathname === "/" : location.pathname === path || location.pathname.startsWith(`${path}/`);
    return html`<a href=${path} aria-current=${here ? "page" : nothing}
      >${icons[icon]} ${text}
      ${
        path === "/problems" && this.problems
          ? html`<span class="count" aria-label="${this.problems} open">${this.problems}</span>`
          : nothing
      }</a
    >`;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }

  #theme() {
    toggleTheme();
    this.requestUpdate();
  }
}

customElements.define("quarry-console", Console);
