/** Is it a plateau or a peak? */
import { html } from "../element.js";
import { breakEven, count, fixed, metric, metricName, percent } from "../format.js";

/** Whether the winner's neighbours in the grid are nearly as good. @param {object} result of a grid search */
export function plateauOrPeak({ plateau, metric: name, results }) {
  if (!plateau) return html`<p class="soft">There is no winner to look around.</p>`;
  const score = plateau.score;
  const best = results.records[0]?.[name];
  const says =
    best !== undefined && best !== null && best <= breakEven(name)
      ? "Neither: even the best earns nothing, so it does not matter how its neighbours do."
      : score === null
        ? "The winner has no neighbours to compare, or its figure is not above zero."
        : score > 0.8
          ? "A plateau: its neighbours in the grid do nearly as well, so the exact values matter little."
          : score > 0.5
            ? "A slope: some neighbours are clearly worse. Prefer the middle of the outlined area."
            : "A peak: move a parameter by one step and most of the result is gone. That is how luck looks.";
  return html`<div class="stack">
    <p>${says}</p>
    <dl class="facts">
      <dt>Score</dt>
      <dd>${fixed(score)} of 1</dd>
      <dt>Neighbours</dt>
      <dd>
        ${count(plateau.neighbours)}, ${percent(plateau.passing_pct, 0)} meet the constraints,
        ${count(plateau.unchanged)} are the same
      </dd>
      <dt>${metricName(name)} there</dt>
      <dd>
        mean ${metric(name, plateau.mean)}, median ${metric(name, plateau.median, plateau.median_infinite)}, worst
        ${metric(name, plateau.worst, plateau.worst_infinite)}
      </dd>
    </dl>
  </div>`;
}
