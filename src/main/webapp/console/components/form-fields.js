/** Fields of forms: each with its label, a hint, and the server's reason when it was refused. */
import { html, nothing } from "../element.js";
import { words } from "../format.js";

/** A field around an input, marked when it is wrong. */
export const field = (name, label, input, { hint, error, whole = false } = {}) => html`
  <div class="field ${error ? "wrong" : ""} ${whole ? "whole" : ""}" data-field=${name}><label for="f-${name}">${label}</label>${input}
    ${error ? html`<span class="error" role="alert">${error}</span>` : hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;

/** A field of a type's form. @param {object} one see job-types.js */
export function fieldOf(one, value, set, error) {
  const name = one.in ? `${one.in}.${one.name}` : one.name;
  const id = `f-${name}`;
  if (one.kind === "flag") {
    return html`<div class="field" data-field=${name}><label class="check"><input type="checkbox" id=${id} .checked=${value ?? one.usual} @change=${(event) => set(event.target.checked)}>${one.label}</label></div>`;
  }
  if (one.kind === "choice") {
    const chosen = value ?? one.usual;
    return field(name, one.label, html`<select id=${id} @change=${(event) => set(event.target.value || undefined)}>${one.options.map((option) => {
      const [key, text] = Array.isArray(option) ? option : [option, words(option)];
      return html`<option value=${key} ?selected=${key === chosen}>${text}</option>`;
    })}</select>`, { hint: one.hint, error });
  }
  const read = (text) => (text.trim() === "" ? undefined : one.kind === "number" && Number.isFinite(Number(text)) ? Number(text) : text.trim());
  return field(name, one.label, html`<input id=${id} inputmode=${one.kind === "number" ? "decimal" : nothing} .value=${value === undefined || value === null ? "" : String(value)}
    placeholder=${one.usual ?? ""} @change=${(event) => set(read(event.target.value))}>`, { hint: one.hint, error });
}

/** The market of a payload: a stored series, and a range in it. */
export function marketFields(payload, coverage, kind, { choose, set, error }) {
  const chosen = [payload.exchange, payload.symbol, payload.timeframe].join("|");
  const text = (name, label, hint) => field(name, label, html`<input id="f-${name}" .value=${payload[name] ?? ""} placeholder=${hint ?? ""} @change=${(event) => set(name, event.target.value.trim() || undefined)}>`, { error: error(name) });
  const range = html`${text("start_ts", "From (UTC)", "2024-01-01T00:00:00Z")}${text("end_ts", "to, inclusive", "2024-12-31T23:30:00Z")}`;
  if (kind === "free") return html`<div class="fields">${text("exchange", "Exchange", "sample")}${text("symbol", "Symbol", "BTC/USD")}${text("timeframe", "Timeframe", "30m")}${range}</div>`;
  const series = coverage.map((one) => ({ one, key: [one.exchange, one.symbol, one.timeframe].join("|") }));
  const known = series.some(({ key }) => key === chosen);
  return html`<div class="fields">${field("exchange", "Series", html`<select id="f-exchange" @change=${(event) => {
      const found = series.find(({ key }) => key === event.target.value);
      if (found) choose(found.one);
      else for (const name of ["exchange", "symbol", "timeframe", "start_ts", "end_ts"]) set(name, undefined);
    }}>${kind === "optional" ? html`<option value="" ?selected=${!payload.symbol}>All markets</option>` : nothing}
      ${!known && payload.symbol ? html`<option selected value=${chosen}>${payload.symbol} · ${payload.timeframe} · ${payload.exchange} (not stored)</option>` : nothing}
      ${series.map(({ one, key }) => html`<option value=${key} ?selected=${key === chosen}>${one.symbol} · ${one.timeframe} · ${one.exchange}</option>`)}</select>`, { error: error("exchange") ?? error("symbol") ?? error("timeframe") })}
    ${kind === "optional" && !payload.symbol ? nothing : range}</div>`;
}

/** What every job may be told of how it runs. */
export function optionFields(options, set, error) {
  const text = (name, label, hint) => field(name, label, html`<input id="f-${name}" .value=${options[name] ?? ""} @change=${(event) => set(name, event.target.value.trim() || undefined)}>`, { hint, error: error(name) });
  return html`<div class="fields">${text("priority", "Priority", "higher runs first in its lane")}${text("run_at", "Not before (UTC)", "2026-12-01T06:00:00Z")}${text("max_attempts", "Attempts", "3, or 5 for prices")}
    ${text("timeout_seconds", "Time limit of an attempt", "seconds; none when empty")}${text("concurrency_key", "Concurrency key", "what jobs share whose number is limited")}
    <div class="field"><label class="check"><input type="checkbox" .checked=${options.unique === "true"} @change=${(event) => set("unique", event.target.checked ? "true" : undefined)}>Not twice: if the same is queued or runs, that one</label></div></div>`;
}
