/** How far a result may be trusted: the verdict first, then each piece of evidence with what it says in plain words. */
import { html, nothing } from "../element.js";
import { chance, count, duration, fixed, percent, probability, share, signed } from "../format.js";

const LOOK = {
  likely_luck: ["failed", "✕", "Likely luck"],
  no_edge: ["failed", "✕", "No edge"],
  cannot_tell: ["waiting", "?", "Cannot be told"],
  holds_up: ["succeeded", "✓", "Holds up"],
};
const ADVICE = {
  likely_luck:
    "Among so many tries something always looks good. It takes better evidence than this before money follows.",
  no_edge: "There is nothing to trade here: it does not earn more than it costs.",
  cannot_tell: "Not enough evidence either way.",
  holds_up: "It passed what decides: luck, the moment and costs. Begin small all the same.",
};

/** @param {object} assessment as the API gives it */
export function verdict(assessment, { title = "How far to trust it" } = {}) {
  const outcome = assessment?.verdict?.outcome;
  const [colour, sign, words] = LOOK[outcome] ?? ["queued", "?", "Not assessed"];
  const sentence = (assessment?.verdict?.sentence ?? "").replace(/^[^:]{3,24}: /, "");
  return html`<section class="verdict s-${colour}" aria-label=${title}>
    <span class="sign" aria-hidden="true">${sign}</span>
    <div>
      <span class="muted small">${title}</span>
      <h2>${words}</h2>
    </div>
    <p class="soft">${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}</p>
    <p>${ADVICE[outcome] ?? nothing}</p>
  </section>`;
}

/** @param {object} a an assessment */
export function evidence(a) {
  const yearly = a.returns_per_year ?? 365;
  const recordDays = (a.days * 365) / yearly;
  const rows = [
    [
      "Luck",
      chance(a.luck_probability),
      a.luck_probability <= 0.05,
      `how often a search of ${count(a.trials)} combinations without any edge brings one as good; they are worth ` +
        `about as much as ${count(Math.round(a.effective_trials))} that have nothing in common`,
    ],
    [
      "The moment",
      chance(a.rotation?.p_value),
      a.rotation?.p_value <= 0.05,
      `how often the same positions, moved to one of ${count(a.rotation?.shifts)} other times, gain as much`,
    ],
    [
      "Deflated Sharpe ratio",
      probability(a.deflated_sharpe),
      a.deflated_sharpe >= 0.5,
      "probability that the true ratio is above what luck would show; below 0.5 luck would do better",
    ],
    [
      "Sharpe ratio a year",
      `${fixed(a.yearly_sharpe?.estimate)} (${interval(a.yearly_sharpe)})`,
      a.yearly_sharpe?.lower > 0,
      `luck alone would show about ${fixed(a.luck_yearly_sharpe)}; a year has ${count(yearly)} returns`,
    ],
    [
      "Choosing within the grid",
      share(a.overfitting_probability),
      a.overfitting_probability < 0.5,
      "advice: how often the best of one half is below the median on the other; near one half all combinations are " +
        "about as good, or none is",
    ],
    [
      "Data snooping (SPA)",
      probability(a.spa_p_value),
      a.spa_p_value < 0.05,
      "advice: p-value of the best of a sample against doing nothing, the market's own move included",
    ],
    [
      "Return",
      `${percent(a.total_return_pct?.estimate)} (${interval(a.total_return_pct, "%")})`,
      a.total_return_pct?.lower > 0,
      "with what 95 of 100 redrawn histories give",
    ],
    [
      "With twice the commission",
      signed(a.cost_stress?.total_return_pct_2x),
      a.cost_stress?.total_return_pct_2x > 0,
      `three times: ${signed(a.cost_stress?.total_return_pct_3x)}`,
    ],
    [
      "Holding instead",
      signed(a.buy_and_hold?.total_return_pct),
      a.total_return_pct?.estimate > a.buy_and_hold?.total_return_pct,
      `with a drawdown of ${percent(a.buy_and_hold?.max_drawdown_pct)}; ` +
        `the strategy was invested ${share(a.exposure)} of the time`,
    ],
    [
      "Track record needed",
      a.min_track_record_days_deflated ? duration(a.min_track_record_days_deflated * 86400) : "longer than any",
      a.min_track_record_days_deflated && a.min_track_record_days_deflated <= recordDays,
      `there are ${duration(recordDays * 86400)} with ${count(a.trades)} trades`,
    ],
  ];
  return html`<ul class="evidence">
    ${rows
      .filter(([, value]) => !value.startsWith("–"))
      .map(
        ([what, value, good, says]) =>
          html`<li>
            <span class="what">${what}</span
            ><span class="tabular"
              ><span class=${good ? "good" : "bad"} aria-hidden="true">${good ? "✓" : "✕"}</span
              ><span class="sr-only">${good ? "good:" : "bad:"}</span> <b>${value}</b></span
            >
            <span class="says">${says}</span>
          </li>`,
      )}
  </ul>`;
}

const interval = (one, unit = "") => (one ? `${fixed(one.lower)}${unit} to ${fixed(one.upper)}${unit}` : "");
