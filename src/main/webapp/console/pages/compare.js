/** Up to ten runs side by side: their verdicts, curves, figures, and what differs in their parameters. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, table } from "../api.js";
import { ChartView } from "../chart-view.js";
import { beyondTelling, fixed, isBetterSmall, isRatio, metric, metricName, percent, plain } from "../format.js";
import { router } from "../router.js";
import { requestOf } from "../strategies.js";
import "../components/chart.js";
import { copyTable } from "../components/columns.js";
import { market } from "../components/params.js";
import { MOST } from "../components/picks.js";
import { assessAll, runVerdict } from "../components/run-verdict.js";
import { empty, panel, show, skeleton } from "../components/states.js";
import { strategyName } from "../components/strategy-choice.js";

/** Neither more nor less of it is better. */
const NEUTRAL = new Set(["num_trades"]);
const DASHES = [undefined, [7, 4], [2, 3]];

class Compare extends Page {
  constructor() {
    super();
    const key = () => this.#hashes;
    this.runs = new Resource(this, (signal) => Promise.all(this.#hashes.map((hash) => wholeRun(hash, signal))), {
      key,
      after: () => this.curves.reload(),
    });
    this.curves = new Resource(this, (signal) => curvesOf(this.runs.value, signal));
    this.board = new Resource(this, (signal) => get("/leaderboard", null, signal).catch(() => null));
  }

  /** `runs`, or `a` and `b`, which older addresses have. */
  get #hashes() {
    const { runs, a, b } = this.query;
    const named = runs ? runs.split(",") : [a, b];
    return [...new Set(named.map((one) => one?.trim()).filter(Boolean))].slice(0, MOST);
  }

  render() {
    const hashes = this.#hashes;
    return html`<header class="page-head">
        <div>
          <a class="crumb" href="/leaderboard">Leaderboard</a>
          <h1>Compare runs</h1>
        </div>
      </header>
      ${hashes.length < MOST ? this.#more(hashes) : nothing}
      ${
        hashes.length > 1
          ? show(this.runs, (runs) => this.#all(runs), { lines: 12 })
          : empty(
              "Choose two runs or more",
              `Tick up to ${MOST} in any list of runs, or name them here by their hash.`,
              html`<a class="button" href="/research">Runs</a> <a class="button" href="/leaderboard">Leaderboard</a>`,
            )
      }`;
  }

  #more(hashes) {
    const strategies = this.board.value?.payload?.strategies ?? [];
    return html`<div class="filters">
      <div class="field wide">
        <label for="more">Add a run</label
        ><input
          id="more"
          list="strategies"
          class="mono"
          placeholder="hash of a run"
          @change=${(event) => {
            const hash = event.target.value.trim();
            event.target.value = "";
            if (hash) this.#set([...hashes, hash]);
          }}
        />
        <datalist id="strategies">
          ${strategies.map((one) => html`<option value=${one.params_hash}>rank ${one.rank}</option>`)}
        </datalist>
      </div>
    </div>`;
  }

  #set(hashes) {
    router.filter({ a: "", b: "", runs: hashes.join(",") });
  }

  #leaveOut(hash) {
    this.#set(this.runs.value.map((run) => run.hash).filter((one) => one !== hash));
  }

  #all(all) {
    const runs = all.filter(({ metrics }) => metrics);
    const missing = all.filter(({ metrics }) => !metrics);
    return html`${missing.map(
      ({ hash, failure }) =>
        html`<div class="notice warn">
          <p>
            <code>${hash}</code>: ${failure}
            <button class="quiet" @click=${() => this.#leaveOut(hash)}>Leave it out</button>
          </p>
        </div>`,
    )}
    ${
      new Set(runs.map(({ strategy }) => requestOf(strategy))).size > 1
        ? html`<div class="notice">
            <p>They are of different strategies: a parameter of one need not mean the same in the other.</p>
          </div>`
        : nothing
    }
    ${
      new Set(runs.map((run) => run.data_digest)).size > 1
        ? html`<div class="notice warn">
            <p>They were tested on different bars, so their figures differ for that reason too.</p>
          </div>`
        : nothing
    }
    ${panel("Verdicts", this.#verdicts(runs), { flush: true, extra: assessAll(runs) })}
    ${panel("Equity and drawdown", this.#charts(runs), {
      note: "by day, open trades valued; each begins at 0%",
    })}
    ${panel("Figures", figures(runs), { flush: true, extra: copyTable("section[aria-label=Figures] table") })}
    ${panel("Parameters that differ", parameters(runs), { flush: true })}`;
  }

  #verdicts(runs) {
    return html`<div class="scroll">
      <table class="cards lines">
        <thead>
          <tr>
            <th>Run</th>
            <th>Verdict</th>
            <th>Strategy</th>
            <th>Market</th>
            <th><span class="sr-only">Leave out</span></th>
          </tr>
        </thead>
        <tbody>
          ${runs.map(
            (run, k) =>
              html`<tr>
                <td>${mark(k)} <a class="mono" href="/research/runs/${run.hash}">${run.hash.slice(0, 8)}</a></td>
                <td>${runVerdict(run)}</td>
                <td class="hide-s">
                  ${strategyName(run.strategy)} ${run.winner ? nothing : html`<span class="muted">loser</span>`}
                </td>
                <td class="hide-s">${market(run.market)}</td>
                <td class="num hide-s">
                  <button
                    class="quiet icon"
                    aria-label="Leave out ${run.hash.slice(0, 8)}"
                    @click=${() => this.#leaveOut(run.hash)}
                  >
                    ×
                  </button>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #charts(runs) {
    const curves = this.curves.value;
    if (!curves || curves.of !== this.runs.value) {
      return this.curves.error ? show({ error: this.curves.error, reload: this.curves.reload }) : skeleton(8);
    }
    const missing = runs.filter((_, k) => !curves.equity[k]);
    const drawn = runs.map((run, k) => ({ run, k })).filter(({ k }) => curves.equity[k]);
    if (!drawn.length) return html`<p class="soft">${missing[0].noCurve}</p>`;
    curves.charts ??= {
      view: new ChartView(curves.time),
      series: drawn.map(({ run, k }) => ({ label: run.hash.slice(0, 8), ...look(k) })),
      equity: [curves.time, ...drawn.map(({ k }) => curves.equity[k])],
      drawdown: [curves.time, ...drawn.map(({ k }) => curves.drawdown[k])],
    };
    const options = (height, label) => ({
      height,
      label,
      view: curves.charts.view,
      fit: true,
      format: (value) => percent(value, 1),
      series: curves.charts.series,
    });
    curves.charts.options ??= [
      options(300, `Equity of ${drawn.length} runs, in percent of what each began with`),
      options(170, `Drawdown of ${drawn.length} runs`),
    ];
    return html`<div class="charts" data-compared>
      <q-chart .options=${curves.charts.options[0]} .data=${curves.charts.equity}></q-chart>
      <q-chart .options=${curves.charts.options[1]} .data=${curves.charts.drawdown}></q-chart>
      ${missing.map((run) => html`<p class="small muted"><code>${run.hash.slice(0, 8)}</code>: ${run.noCurve}</p>`)}
    </div>`;
  }
}

const look = (k) => ({ stroke: `--chart-${(k % 4) + 1}`, dash: DASHES[Math.floor(k / 4)], width: 1.6 });

/** The line of a run beside its name, as it is in the charts. */
const mark = (k) =>
  html`<svg
    class="line-mark c${(k % 4) + 1} d${Math.floor(k / 4)}"
    viewBox="0 0 22 8"
    width="22"
    height="8"
    aria-hidden="true"
  >
    <line x1="0" x2="22" y1="4" y2="4"></line>
  </svg>`;

async function wholeRun(hash, signal) {
  try {
    const run = await get(`/discovery/runs/${encodeURIComponent(hash)}`, null, signal);
    return { ...run, hash: run.params_hash };
  } catch (failure) {
    if (failure.name === "AbortError" || failure.lost) throw failure;
    return { hash, failure: failure.message };
  }
}

/** Each run's equity by day in percent of what it began with, on the days of all of them. */
async function curvesOf(of, signal) {
  const runs = of?.filter(({ metrics }) => metrics);
  if (!runs || runs.length < 2) return undefined;
  const tables = await Promise.all(
    runs.map((run) =>
      table(`/runs/${run.hash}/daily-returns`, null, signal).catch((failure) => {
        if (failure.name === "AbortError" || failure.lost) throw failure;
        run.noCurve = failure.message;
        return null;
      }),
    ),
  );
  return { ...joined(tables), of };
}

/**
 * @param {({day: string, return_fraction: string}[] | null)[]} tables
 * @returns {{time: number[], equity: (number[]|null)[], drawdown: (number[]|null)[]}} percent; null where a run has no
 *   day
 */
export function joined(tables) {
  const days = [...new Set(tables.flatMap((rows) => rows?.map(({ day }) => day) ?? []))].sort();
  const at = new Map(days.map((day, k) => [day, k]));
  const equity = [],
    drawdown = [];
  tables.forEach((rows, k) => {
    equity[k] = rows && Array(days.length).fill(null);
    drawdown[k] = rows && Array(days.length).fill(null);
    let value = 1,
      top = 1;
    for (const { day, return_fraction: gain } of rows ?? []) {
      value *= 1 + Number(gain);
      top = Math.max(top, value);
      equity[k][at.get(day)] = 100 * (value - 1);
      drawdown[k][at.get(day)] = 100 * (value / top - 1);
    }
  });
  return { time: days.map((day) => Date.parse(day) / 1000), equity, drawdown };
}

const heads = (runs) =>
  runs.map(
    (run, k) =>
      html`<th class="num">
        ${mark(k)} <a class="mono" href="/research/runs/${run.hash}">${run.hash.slice(0, 8)}</a>
      </th>`,
  );

const shown = (name, value) => metric(name, value, value === Infinity);

/** A table with a column for each run. */
const byRun = (label, first, runs, rows) =>
  html`<div class="scroll" tabindex="0" role="group" aria-label=${label}>
    <table>
      <thead>
        <tr>
          <th>${first}</th>
          ${heads(runs)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

/** Every figure of each, the best one marked, with the difference from the first run. */
function figures(runs) {
  const names = Object.keys(runs[0].metrics).filter((name) => !name.endsWith("_infinite"));
  return byRun(
    "Figures",
    "Figure",
    runs,
    names.map((name) => {
      const values = runs.map(({ metrics: m }) => (m[`${name}_infinite`] ? Infinity : m[name]));
      const told = values.map((value) => value !== null && !(isRatio(name) && beyondTelling(value)));
      const less = isBetterSmall(name);
      const good = values.filter((_, k) => told[k]);
      const best = NEUTRAL.has(name) || good.length < 2 ? null : less ? Math.min(...good) : Math.max(...good);
      return html`<tr>
        <td>${metricName(name)}</td>
        ${values.map((value, k) => {
          const difference = k && told[0] && told[k] ? value - values[0] : 0;
          const better = less ? difference < 0 : difference > 0;
          return html`<td class="num">
            ${told[k] && value === best ? html`<b title="the best">${shown(name, value)}</b>` : shown(name, value)}
            ${
              difference && Number.isFinite(difference)
                ? html`<span class="small ${NEUTRAL.has(name) ? "muted" : better ? "good" : "bad"}"
                    >${difference > 0 ? "+" : ""}${fixed(difference)}<span class="sr-only"
                      >${NEUTRAL.has(name) ? "" : better ? " better" : " worse"}</span
                    ></span
                  >`
                : nothing
            }
          </td>`;
        })}
      </tr>`;
    }),
  );
}

/** What is not the same in all of them, defaults included. */
function parameters(runs) {
  const sets = runs.map((run) => run.backtest.params);
  const names = [...new Set(sets.flatMap((set) => Object.keys(set)))].sort();
  const differing = names.filter((name) => new Set(sets.map((set) => JSON.stringify(set[name]))).size > 1);
  if (!differing.length) return html`<p class="empty">None: they are the same parameter set.</p>`;
  return byRun(
    "Parameters",
    "Parameter",
    runs,
    differing.map(
      (name) =>
        html`<tr>
          <td><code>${name}</code></td>
          ${sets.map((set) => html`<td class="num">${parameter(set[name])}</td>`)}
        </tr>`,
    ),
  );
}

const parameter = (one) =>
  one === undefined
    ? html`<span class="muted">default</span>`
    : typeof one === "object"
      ? JSON.stringify(one)
      : plain(one);

customElements.define("q-compare", Compare);
