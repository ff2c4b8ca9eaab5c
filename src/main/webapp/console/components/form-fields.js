/** Fields of forms: each with its label, a hint, and the server's reason when it was refused. */
import { html, nothing } from "../element.js";
import { words } from "../format.js";

/** A field around an input, marked when it is wrong. */
export const field = (name, label, input, { hint, error, whole = false } = {}) =>
  html` <div class="field ${error ? "wrong" : ""} ${whole ? "whole" : ""}" data-field=${name}>
    <label for="f-${name}">${label}</label>${input}
    ${
      error
        ? html`<span class="error" role="alert">${error}</span>`
        : hint
          ? html`<span class="hint">${hint}</span>`
          : nothing
    }
  </div>`;

/** A field of a type's form. @param {import("../job-types.js").Field} one */
export function fieldOf(one, value, set, error) {
  const name = one.in ? `${one.in}.${one.name}` : one.name;
  const id = `f-${name}`;
  if (one.kind === "flag") {
    return html`<div class="field ${error ? "wrong" : ""}" data-field=${name}>
      <label class="check"
        ><input
          type="checkbox"
          id=${id}
          .checked=${Boolean(value ?? one.usual)}
          aria-describedby="${id}-hint"
          @change=${(event) => set(event.target.checked)}
        />${one.label}</label
      >
      ${
        error
          ? html`<span class="error" role="alert">${error}</span>`
          : html`<span class="hint" id="${id}-hint">${one.hint}</span>`
      }
    </div>`;
  }
  if (one.kind === "choice") {
    const chosen = value ?? one.usual ?? "";
    const values = [
      ...(one.usual === undefined ? [""] : []),
      ...one.values,
      ...(chosen === "" || one.values.includes(chosen) ? [] : [chosen]),
    ];
    return field(
      name,
      one.label,
      html`<select id=${id} @change=${(event) => set(event.target.value || undefined)}>
        ${values.map(
          (key) => html`<option value=${key} ?selected=${key === chosen}>${key === "" ? "–" : words(key)}</option>`,
        )}
      </select>`,
      { hint: one.hint, error },
    );
  }
  const read = (text) =>
    text.trim() === ""
      ? undefined
      : one.kind === "number" && Number.isFinite(Number(text))
        ? Number(text)
        : text.trim();
  return field(
    name,
    one.label,
    html`<input
      id=${id}
      inputmode=${one.kind === "number" ? "decimal" : nothing}
      .value=${value === undefined || value === null ? "" : String(value)}
      placeholder=${one.usual ?? ""}
      @change=${(event) => set(read(event.target.value))}
    />`,
    { hint: one.hint, error },
  );
}

/**
 * The market of a payload, or of one of its markets: a stored series, and a range in it.
 *
 * @param {{exchange?: string, symbol?: string, timeframe?: string, start_ts?: string, end_ts?: string}} one
 * @param {object[]} coverage the stored series
 * @param {"stored" | "free" | "optional"} kind
 * @param {{choose: (series?: object) => void, set: (name: string, value?: string) => void,
 *   error: (name: string) => string | undefined}} form
 * @param {{prefix?: string, timeframes?: string[]}} more `prefix` as the server names the fields: `markets[2].`
 */
export function marketFields(one, coverage, kind, { choose, set, error }, { prefix = "", timeframes = [] } = {}) {
  const wrong = (name) => error(prefix + name);
  const chosen = [one.exchange, one.symbol, one.timeframe].join("|");
  const text = (name, label, hint) =>
    field(
      prefix + name,
      label,
      html`<input
        id="f-${prefix}${name}"
        .value=${one[name] ?? ""}
        placeholder=${hint ?? ""}
        @change=${(event) => set(name, event.target.value.trim() || undefined)}
      />`,
      { error: wrong(name) },
    );
  const range = html`${text(
    "start_ts",
    "From (UTC)",
    "2024-01-01T00:00:00Z",
  )}${text("end_ts", "to, inclusive", "2024-12-31T23:30:00Z")}`;
  if (kind === "free") {
    return html`<div class="fields market">
      ${text("exchange", "Exchange", "sample")}${text("symbol", "Symbol", "BTC/USD")}${fieldOf(
        { name: "timeframe", label: "Timeframe", kind: "choice", values: timeframes },
        one.timeframe,
        (value) => set("timeframe", value),
        wrong("timeframe"),
      )}${range}
    </div>`;
  }
  const series = coverage.map((stored) => ({
    stored,
    key: [stored.exchange, stored.symbol, stored.timeframe].join("|"),
  }));
  const known = series.some(({ key }) => key === chosen);
  return html`<div class="fields market">
    ${field(
      `${prefix}exchange`,
      "Series",
      html`<select
        id="f-${prefix}exchange"
        @change=${(event) => choose(series.find(({ key }) => key === event.target.value)?.stored)}
      >
        ${kind === "optional" ? html`<option value="" ?selected=${!one.symbol}>All markets</option>` : nothing}
        ${
          !known && one.symbol
            ? html`<option selected value=${chosen}>
                ${one.symbol} · ${one.timeframe} · ${one.exchange} (not stored)
              </option>`
            : nothing
        }
        ${series.map(
          ({ stored, key }) =>
            html`<option value=${key} ?selected=${key === chosen}>
              ${stored.symbol} · ${stored.timeframe} · ${stored.exchange}
            </option>`,
        )}
      </select>`,
      { error: wrong("exchange") ?? wrong("symbol") ?? wrong("timeframe") },
    )}
    ${kind === "optional" && !one.symbol ? nothing : range}
  </div>`;
}
