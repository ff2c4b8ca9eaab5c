/** What an import would read of a file, with the columns that were found, each to be changed. */
import { html, nothing } from "../element.js";
import { count } from "../format.js";

const ROLES = ["time", "clock", "open", "high", "low", "close", "volume", "symbol"];
const LABELS = { clock: "time of day", symbol: "symbol (a series each)" };
const SHOWN = 3;
const LIST = 5;

/** The number of a role's column, from 1: as the person chose, or as it was found. */
const columnOf = (role, look, mapping) =>
  mapping[role] ?? look.layout?.columns.find((one) => one.role === role)?.column;

/** The options of an import that a mapping makes: numbers, since names may be missing or come twice. */
export function columnOptions(mapping) {
  const { symbol, ...others } = mapping;
  return {
    columns:
      Object.entries(others)
        .map(([role, column]) => `${role}:${column}`)
        .join(",") || undefined,
    symbol_column: symbol === undefined ? undefined : String(symbol),
  };
}

function layoutOf({ look, file }) {
  const { layout } = look;
  const delimiters = { "\t": "tab", ";": "semicolon", ",": "comma", "|": "bar" };
  return (
    [
      look.packed !== "none" && `packed by ${look.packed}`,
      look.kind,
      look.encoding,
      look.delimiter && `parted by ${delimiters[look.delimiter] ?? look.delimiter}`,
      layout && (layout.decimal_sign === "," ? "decimal comma" : "decimal point"),
      layout && (layout.header.length ? `header up to line ${layout.header_line}` : "no header"),
      layout && (layout.times_have_offset ? null : `times of ${layout.time_zone}`),
    ]
      .filter(Boolean)
      .join(" · ") || file
  );
}

function summary(preview) {
  if (preview.refusal) return html`<div class="notice bad" role="alert"><p>${preview.refusal}</p></div>`;
  const from = preview.first[0]?.open_time;
  const to = preview.last.at(-1)?.open_time;
  return html`<div class="notice good" role="status">
    <p>
      <b>${count(preview.bars)} bars${preview.timeframe ? ` of ${preview.timeframe}` : ""}</b
      >${from ? `, ${from} to ${to}` : ""}${
        preview.symbols.length
          ? `, of ${preview.symbols
              .map((one) => `${one.symbol} (${one.refusal ?? count(one.bars)})`)
              .slice(0, LIST)
              .join(", ")}`
          : ""
      }.
      ${preview.complete ? nothing : `Only the first ${count(preview.rows_read)} rows were looked at.`}
    </p>
  </div>`;
}

const list = (title, items, all) =>
  items.length
    ? html`<div>
        <p class="small"><b>${title}</b></p>
        <ul class="small">
          ${items.slice(0, LIST).map((one) => html`<li>${one}</li>`)}
          ${all > LIST ? html`<li class="soft">and ${count(all - LIST)} more</li>` : nothing}
        </ul>
      </div>`
    : nothing;

const bar = (one) =>
  html`<tr>
    <td class="nowrap tabular">${one.open_time}</td>
    ${[one.open, one.high, one.low, one.close, one.volume].map((value) => html`<td class="num">${value}</td>`)}
  </tr>`;

function sample(look, mapping, choose) {
  const width = Math.max(0, ...look.sample.map((row) => row.fields.length));
  if (width < 2) return nothing;
  const roleAt = (column) => ROLES.find((role) => columnOf(role, look, mapping) === column) ?? "";
  const columns = Array.from({ length: width }, (_, i) => i + 1);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="The first lines">
    <table class="sample">
      <thead>
        <tr>
          ${columns.map(
            (column) =>
              html`<th>
                <select
                  aria-label="Column ${column} is"
                  data-column=${column}
                  @change=${(event) => choose(column, event.target.value)}
                >
                  ${["", ...ROLES].map(
                    (role) =>
                      html`<option value=${role} ?selected=${role === roleAt(column)}>
                        ${role === "" ? "–" : (LABELS[role] ?? role)}
                      </option>`,
                  )}
                </select>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${look.sample.map(
          (row) =>
            html`<tr>
              ${columns.map((column) => html`<td class="nowrap">${row.fields[column - 1] ?? ""}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/**
 * @param {object} preview as POST /v1/prices/preview answers
 * @param {Record<string, number>} mapping columns that the person chose, by role
 * @param {(column: number, role: string) => void} choose
 */
export function pricePreview(preview, mapping, choose) {
  const { look } = preview;
  const bars = [...preview.first.slice(0, SHOWN), ...(preview.bars > 2 * SHOWN ? preview.last.slice(-SHOWN) : [])];
  return html`<section class="stack preview" aria-label="Preview">
    ${summary(preview)}
    ${
      look
        ? html`<p class="small soft">${layoutOf(preview)}</p>
            ${sample(look, mapping, choose)}`
        : nothing
    }
    ${
      bars.length && !preview.refusal
        ? html`<div class="scroll">
            <table>
              <thead>
                <tr>
                  <th>Bar opens (UTC)</th>
                  ${["Open", "High", "Low", "Close", "Volume"].map((one) => html`<th class="num">${one}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${bars.map(bar)}
              </tbody>
            </table>
          </div>`
        : nothing
    }
    ${list("Warnings", preview.warnings, preview.warnings.length)}
    ${list(
      `${count(preview.rows_refused)} rows would be refused`,
      preview.refused.map((one) => `line ${one.line}: ${one.reason}`),
      preview.rows_refused,
    )}
    ${list(
      "Series by the names of the files",
      preview.series.map((one) => `${one.entry}: ${one.symbol} ${one.timeframe ?? "(timeframe above)"}`),
      preview.series.length,
    )}
  </section>`;
}
