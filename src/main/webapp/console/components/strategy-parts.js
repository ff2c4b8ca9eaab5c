/** Parts of a strategy's page: its parameters with what they may be, and its versions with what differs. */
import { html, nothing } from "../element.js";
import { differences, rangeText } from "../strategies.js";
import { ago } from "./job-row.js";

const said = (value) => (value === null || value === undefined ? "none" : String(value));

/**
 * @param {object[]} parameters as the API tells them
 * @param {Record<string, string>} typed values to try
 * @param {(name: string, text: string) => void} type
 */
export const parameterTable = (parameters, typed, type) =>
  html`<table class="cards parameters">
    <thead>
      <tr>
        <th>Parameter</th>
        <th>Type</th>
        <th class="num">Default</th>
        <th>Range</th>
        <th>What it means</th>
        <th>Try</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map(
        (one) =>
          html`<tr>
            <td><code>${one.name}</code></td>
            <td class="soft">${one.type}</td>
            <td class="num">${said(one.default)}</td>
            <td class="nowrap tabular">${rangeText(one)}</td>
            <td class="soft full">
              ${one.description}
              ${
                one.only_if?.length
                  ? html`<span class="muted small"
                      >only if
                      ${one.only_if.map(({ parameter, value }) => `${parameter} is ${value}`).join(" and ")}</span
                    >`
                  : nothing
              }
            </td>
            <td class="full">${tried(one, typed[one.name] ?? "", (text) => type(one.name, text))}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;

function tried({ name, type, default: usual, choices }, text, set) {
  const values = type === "boolean" ? ["true", "false"] : choices?.length ? choices : null;
  if (!values) {
    return html`<input
      aria-label="Try ${name}"
      inputmode="decimal"
      placeholder=${said(usual)}
      .value=${text}
      @change=${(event) => set(event.target.value.trim())}
    />`;
  }
  return html`<select aria-label="Try ${name}" @change=${(event) => set(event.target.value)}>
    <option value="">${said(usual)}</option>
    ${values.map((value) => html`<option value=${value} ?selected=${value === text}>${value}</option>`)}
  </select>`;
}

/**
 * @param {object} detail of the strategy
 * @param {Map<number, object>} definitions that are known, by version
 */
export const versionList = ({ name, version, versions }, definitions) =>
  html`<ol class="versions">
    ${versions.map(
      (one, k) =>
        html`<li aria-current=${one.version === version ? "true" : nothing}>
          <div class="row tight">
            <a href=${k ? `/strategies/${name}?version=${one.version}` : `/strategies/${name}`}
              >Version ${one.version}</a
            >
            <span class="muted small">${ago(one.stored_at)} by ${one.stored_by}</span>
          </div>
          ${changes(definitions, one.version, versions[k + 1]?.version)}
        </li>`,
    )}
  </ol>`;

function changes(definitions, version, before) {
  if (!definitions.has(version) || !definitions.has(before)) return nothing;
  return html`<ul class="small">
    ${differences(definitions.get(before), definitions.get(version)).map(
      (one) =>
        html`<li>
          <code>${one.field}</code>
          ${one.before === undefined ? html`<span class="muted">new</span>` : html`<del>${one.before}</del>`}
          ${one.after === undefined ? html`<span class="muted">gone</span>` : html`<ins>${one.after}</ins>`}
        </li>`,
    )}
  </ul>`;
}
