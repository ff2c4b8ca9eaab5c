/** Pages by path. Filters live in the query, so that an address says what is seen; links stay ordinary links. */

/** Every page; the server's list of them is held against this one. */
export const routes = [
  ["/", "overview", "q-overview", "Overview"],
  ["/problems", "problems", "q-problems", "Problems"],
  ["/jobs", "jobs", "q-jobs", "Jobs"],
  ["/jobs/:id", "job", "q-job", "Job"],
  ["/new", "new-job", "q-new-job", "New job"],
  ["/new/strategy", "strategy", "q-strategy", "New strategy"],
  ["/new/:type", "new-job", "q-new-job", "New job"],
  ["/backtest", "backtest", "q-backtest", "Back-test"],
  ["/research", "research", "q-research", "Research"],
  ["/research/runs/:hash", "run", "q-run", "Run"],
  ["/research/optimisations/:id", "optimisation", "q-optimisation", "Optimisation"],
  ["/research/optimisations/:id/combinations/:index", "run", "q-run", "Combination"],
  ["/leaderboard", "leaderboard", "q-leaderboard", "Leaderboard"],
  ["/leaderboard/compare", "compare", "q-compare", "Compare"],
  ["/leaderboard/recommendations", "recommendations", "q-recommendations", "Recommendations"],
  ["/frozen", "frozen", "q-frozen", "Frozen winners"],
  ["/frozen/:id", "frozen-winner", "q-frozen-winner", "Frozen winner"],
  ["/patterns", "patterns", "q-patterns", "Patterns"],
  ["/strategies", "strategies", "q-strategies", "Strategies"],
  ["/strategies/:name", "strategy", "q-strategy", "Strategy"],
  ["/presets", "presets", "q-presets", "Presets"],
  ["/prices", "prices", "q-prices", "Prices"],
  ["/schedules", "schedules", "q-schedules", "Schedules"],
  ["/keys", "keys", "q-keys", "Keys"],
  ["/audit", "audit", "q-audit", "Audit"],
].map(([path, module, tag, title]) => ({
  path,
  module,
  tag,
  title,
  names: [...path.matchAll(/:(\w+)/g)].map((found) => found[1]),
  pattern: new RegExp(`^${path.replace(/:\w+/g, "([^/]+)")}/?$`),
}));

class Router extends EventTarget {
  /** What is shown: route and the parameters of its path. */
  current = null;

  start() {
    addEventListener("popstate", () => this.#resolve(true));
    document.addEventListener("click", (event) => this.#click(event));
    this.#resolve(true);
  }

  /** The filters of the address. */
  get query() {
    return Object.fromEntries(new URLSearchParams(location.search));
  }

  go(path) {
    if (path === location.pathname + location.search) return;
    history.pushState(null, "", path);
    this.#resolve(true);
  }

  /** Changes some filters; empty ones go. What is typed replaces the entry of the history, a choice makes a new one. */
  filter(changes, { replace = false } = {}) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === undefined || value === "" || value === false) query.delete(name);
      else query.set(name, value);
    }
    const text = query.toString();
    const path = location.pathname + (text ? `?${text}` : "");
    if (path === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", path);
    this.#resolve(false);
  }

  #click(event) {
    const anchor = event.target.closest?.("a[href]");
    if (
      !anchor ||
      event.defaultPrevented ||
      event.button ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return;
    }
    const url = new URL(anchor.href, location.href);
    if (url.origin !== location.origin || anchor.target || anchor.hasAttribute("download") || !find(url.pathname))
      return;
    if (url.hash && url.pathname === location.pathname) return;
    event.preventDefault();
    this.go(url.pathname + url.search);
  }

  #resolve(moved) {
    const found = find(location.pathname);
    this.current = found ?? { route: { module: "not-found", tag: "q-not-found", title: "Not found" }, params: {} };
    const event = new Event("route");
    event.moved = moved;
    this.dispatchEvent(event);
  }
}

function find(path) {
  for (const route of routes) {
    const match = route.pattern.exec(path);
    if (match) {
      return {
        route,
        params: Object.fromEntries(route.names.map((name, k) => [name, decodeURIComponent(match[k + 1])])),
      };
    }
  }
  return null;
}

export const router = new Router();
