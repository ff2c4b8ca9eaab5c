/** The state of a job, worker or verdict: a glyph, a colour and a word, so that it is not told by colour alone. */
import { html } from "../element.js";
import { words } from "../format.js";

const GLYPHS = {
  queued: "○",
  scheduled: "◷",
  retrying: "↻",
  waiting: "◌",
  running: "◐",
  succeeded: "●",
  failed: "✕",
  canceled: "⊘",
  active: "●",
  done: "●",
  refused: "⊘",
  draining: "◐",
  drained: "○",
  stopped: "○",
  lost: "✕",
  timed_out: "✕",
  handed_back: "↩",
  fanned_out: "⋔",
};
const COLOURS = {
  done: "succeeded",
  refused: "waiting",
  unknown: "queued",
  active: "succeeded",
  retrying: "waiting",
  draining: "waiting",
  drained: "queued",
  stopped: "canceled",
  lost: "failed",
  timed_out: "failed",
  handed_back: "queued",
  fanned_out: "waiting",
};

/** @param {string} state */
export const badge = (state) =>
  html`<span class="badge s-${COLOURS[state] ?? state}"
    ><span aria-hidden="true">${GLYPHS[state] ?? "•"}</span>${words(state)}</span
  >`;

const VERDICTS = {
  likely_luck: ["✕", "failed"],
  no_edge: ["✕", "failed"],
  cannot_tell: ["◐", "waiting"],
  holds_up: ["●", "succeeded"],
};

/** How far a strategy may be trusted, in two words. */
export function verdictBadge(assessment) {
  const outcome = assessment?.verdict?.outcome;
  if (!outcome) return html`<span class="muted">not assessed</span>`;
  const [glyph, colour] = VERDICTS[outcome] ?? ["◐", "waiting"];
  return html`<span class="badge verdict-badge s-${colour}" title=${assessment.verdict.sentence}
    ><span aria-hidden="true">${glyph}</span>${words(outcome)}</span
  >`;
}
