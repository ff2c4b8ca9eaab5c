/** One strategy: its source with faults at their place, its parameters, its versions, and what it does on a market. */
import { Page, Resource, html, nothing } from "../element.js";
import { get, post, put, remove } from "../api.js";
import { lineOf, readJson, spanOf } from "../json-places.js";
import { router } from "../router.js";
import { FIRST, definitionText, named, originName, parametersOf, triedValues } from "../strategies.js";
import "../components/code-editor.js";
import { confirm } from "../components/confirm.js";
import { copyJson } from "../components/json-view.js";
import { panel, show } from "../components/states.js";
import { parameterTable, versionList } from "../components/strategy-parts.js";
import "../components/strategy-try.js";
import { attempt, toast } from "../components/toasts.js";

const PAUSE = 500;
/** Of how many versions it is told what differs from the one before. */
const COMPARED = 8;

class Strategy extends Page {
  static properties = {
    ...Page.properties,
    text: { state: true },
    name: { state: true },
    faults: { state: true },
    warnings: { state: true },
    refusal: { state: true },
    busy: { state: true },
    typed: { state: true },
  };
  #asked = 0;

  constructor() {
    super();
    this.faults = [];
    this.warnings = [];
    this.typed = {};
    this.detail = new Resource(this, (signal) => this.#load(signal), {
      key: () => [this.params, this.query.version],
      after: (detail) => this.#shown(detail),
    });
    this.functions = new Resource(this, (signal) => get("/functions", null, signal));
    this.definitions = new Resource(this, (signal) => this.#versions(signal));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.pause);
  }

  #load(signal) {
    const { name } = this.params;
    return name
      ? get(`/strategies/${encodeURIComponent(name)}`, { version: this.query.version }, signal)
      : { name: "", origin: "new", definition: FIRST, parameters: [], settings: [], grids: [], versions: [] };
  }

  #shown(detail) {
    this.name = detail.name;
    this.stored = detail.definition ? definitionText(detail.definition) : "";
    this.#edited(this.stored);
    this.definitions.reload();
  }

  async #versions(signal) {
    const { name, versions = [] } = this.detail.value ?? {};
    const known = await Promise.all(
      versions.slice(0, COMPARED + 1).map(({ version }) => get(`/strategies/${name}`, { version }, signal)),
    );
    return new Map(known.map(({ version, definition }) => [version, definition]));
  }

  render() {
    return show(this.detail, (detail) => this.#page(detail), { lines: 14 });
  }

  #page(detail) {
    const fresh = detail.origin === "new";
    const older = detail.versions.length > 0 && detail.version !== detail.versions[0].version;
    return html`<header class="page-head">
        <div>
          <a class="crumb" href="/strategies">Strategies</a>
          <h1>${fresh ? "New strategy" : detail.name}</h1>
          <p class="sub">
            ${
              fresh
                ? "Rules over prices, parameters and standard functions; what is wrong is told as you write."
                : html`${originName(detail.origin)}${detail.version ? `, version ${detail.version}` : ""}.
                  ${detail.description}`
            }
          </p>
        </div>
        <div class="row tight">
          ${fresh ? nothing : this.#uses(detail)}
          ${
            detail.origin === "stored"
              ? html`<button
                  class="danger"
                  data-needs="submit"
                  ?disabled=${this.busy}
                  @click=${() => this.#delete(detail)}
                >
                  Delete
                </button>`
              : nothing
          }
        </div>
      </header>
      ${
        older
          ? html`<div class="notice">
              <p>
                This is an older version. Saving it makes it the newest again.
                <a href="/strategies/${detail.name}">The newest is ${detail.versions[0].version}</a>
              </p>
            </div>`
          : nothing
      }
      ${this.refusal ? html`<div class="notice bad" role="alert"><p>${this.refusal}</p></div>` : nothing}
      ${
        detail.definition
          ? panel("Source", this.#source(detail), { extra: copyJson(this.read?.value ?? detail.definition) })
          : nothing
      }
      ${panel("Parameters", this.#parameters(detail), { flush: true, note: this.#note() })}
      ${panel(
        "On a market",
        html`<q-strategy-try
          .strategy=${this.#request(detail)}
          .values=${triedValues(this.typed)}
          .grids=${this.#grids(detail)}
        ></q-strategy-try>`,
      )}
      ${
        detail.versions.length
          ? panel("Versions", versionList(detail, this.definitions.value ?? new Map()), {
              note: "with what differs from the one before",
            })
          : nothing
      }`;
  }

  /** What is begun with it: searches of what is stored, so that their runs name it. */
  #uses(detail) {
    const said = this.#request(detail);
    if (typeof said !== "string") return html`<span class="muted small">Save it to search with it</span>`;
    const asked = new URLSearchParams(detail.origin === "built_in" ? {} : { strategy: said });
    return html`<a class="button" href="/research?${asked}">Its runs</a
      ><a class="button" href="/backtest?${asked}">Back-test</a>
      <span class="row tight" role="group" aria-label="Search">
        <span class="muted small" aria-hidden="true">Search:</span>
        <a class="button" href="/new/optimize?${asked}">Optimise</a>
        <a class="button primary" href="/new/discover?${asked}">Discover</a>
      </span>`;
  }

  #note() {
    return Object.keys(triedValues(this.typed)).length ? "what is typed is tried below" : nothing;
  }

  #source(detail) {
    const wrong = new Set(this.faults.filter((one) => one.span).map((one) => one.line));
    return html`<div class="stack">
      <q-code-editor
        label="Definition"
        .value=${this.text}
        .functions=${this.functions.value?.functions ?? []}
        .definition=${this.definition}
        .wrong=${wrong}
        @edited=${(event) => this.#edited(event.detail)}
      ></q-code-editor>
      <p id="source-help" class="muted small">
        Completion by itself or with Ctrl and space; arrows choose, Enter takes it, Escape leaves it.
      </p>
      <div role="status">
        ${
          this.faults.length
            ? html`<ul class="faults">
                ${this.faults.map((one) => this.#fault(one))}
              </ul>`
            : html`<p class="good small">No fault</p>`
        }
        ${this.warnings.map((one) => html`<p class="warn small">${one}</p>`)}
      </div>
      <form class="filters" @submit=${(event) => this.#save(event)}>
        <div class="field">
          <label for="strategy-name">Name</label
          ><input
            id="strategy-name"
            required
            maxlength="64"
            pattern="[A-Za-z0-9][A-Za-z0-9_\\-]*"
            title="letters, digits, _ and -, a letter or digit first"
            .value=${this.name}
            @input=${(event) => {
              this.name = event.target.value.trim();
              this.#edited(this.text);
            }}
          />
        </div>
        <button class="primary" data-needs="submit" ?disabled=${this.busy || this.faults.length > 0}>Save</button>
        ${
          this.text === this.stored
            ? nothing
            : html`<button type="button" class="quiet" @click=${() => this.#edited(this.stored)}>
                Discard changes
              </button>`
        }
        ${
          detail.origin === "shipped"
            ? html`<span class="muted small">What comes with Quarry stays as it is: save it under another name.</span>`
            : nothing
        }
      </form>
    </div>`;
  }

  #fault({ field, line, span, message }) {
    return html`<li>
      ${span ? html`<button type="button" class="quiet" @click=${() => this.#go(span)}>Line ${line}</button>` : nothing}
      ${field ? html`<code>${field}</code>` : nothing} ${message}
    </li>`;
  }

  #go({ from, to }) {
    this.querySelector("q-code-editor").place(from, to);
  }

  #parameters(detail) {
    const parameters = this.definition ? parametersOf(this.definition) : detail.parameters;
    if (!parameters.length) return html`<p class="muted pager">It has none.</p>`;
    return parameterTable(parameters, this.typed, (name, text) => (this.typed = { ...this.typed, [name]: text }));
  }

  /** What is stored goes by its name, with its version where that is not the newest, what is not as it is written. */
  #request({ name, version, versions, origin }) {
    if (origin !== "new" && this.text === this.stored) {
      if (origin === "inline") return this.params.name;
      return version && version !== versions[0].version ? `${name}@${version}` : name;
    }
    return named(this.definition, this.name);
  }

  #grids(detail) {
    return detail.definition
      ? Object.keys(this.definition?.grids ?? {})
      : [...new Set(detail.grids.map((one) => one.name))];
  }

  /** The text is another: it is read, and a moment later looked at by the server. */
  #edited(text) {
    this.text = text;
    this.refusal = undefined;
    clearTimeout(this.pause);
    const asked = ++this.#asked;
    if (!text) return;
    this.read = readJson(text);
    const { value, fault } = this.read;
    if (fault) {
      this.warnings = [];
      this.faults = [{ field: "", message: fault.message, span: fault, line: lineOf(text, fault.from) }];
      return;
    }
    this.definition = value;
    this.pause = setTimeout(() => this.#check(asked), PAUSE);
  }

  async #check(asked) {
    try {
      const { faults, warnings } = await post("/strategies/check", { strategy: named(this.definition, this.name) });
      if (asked !== this.#asked) return;
      this.#tell(faults);
      this.warnings = warnings;
    } catch (failure) {
      if (asked === this.#asked) this.faults = [{ field: "", message: failure.message }];
    }
  }

  #tell(faults) {
    this.faults = faults.map((fault) => {
      const span = spanOf(this.text, this.read.places, fault);
      return {
        field: fault.field.replace(/^strategy\.?/, ""),
        message: fault.message ?? fault.reason,
        span,
        line: span ? lineOf(this.text, span.from) : null,
      };
    });
  }

  async #save(event) {
    event.preventDefault();
    const { name } = this;
    this.busy = true;
    try {
      const { version, stored } = await put(`/strategies/${encodeURIComponent(name)}`, named(this.definition, name));
      toast(stored ? `${name} is now version ${version}` : `Nothing is new: version ${version} of ${name} is the same`);
      if (name !== this.params.name) router.go(`/strategies/${encodeURIComponent(name)}`);
      else if (this.query.version) router.filter({ version: "" });
      else this.detail.reload();
    } catch (failure) {
      if (failure.errors?.length) this.#tell(failure.errors);
      else this.refusal = `It is not saved: ${failure.message}.`;
    } finally {
      this.busy = false;
    }
  }

  async #delete({ name }) {
    const text =
      "Its name leaves the list; its versions stay, so that what was computed with them can be computed again.";
    if (!(await confirm({ title: `Delete ${name}?`, text, action: "Delete", danger: true }))) return;
    this.busy = true;
    try {
      await remove(`/strategies/${encodeURIComponent(name)}`);
      await attempt(() => router.go("/strategies"), `${name} is deleted`);
    } catch (failure) {
      this.refusal = `${name} is not deleted: ${failure.message}.`;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("q-strategy", Strategy);
