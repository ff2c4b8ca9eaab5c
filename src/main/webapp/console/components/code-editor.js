/** A plain text area with line numbers, whose words can be completed. */
import { Element, html, nothing, vars } from "../element.js";
import { candidates, matching, wordAt } from "../completion.js";

const LEAST_LINES = 12;
const MOST_LINES = 44;
const SHORTEST_WORD = 2;

/**
 * `value`: the text; `label`: what it is; `functions` and `definition`: what words are completed from; `wrong`: the
 * numbers of lines with faults. Fires `edited` with the text.
 */
class CodeEditor extends Element {
  static properties = {
    value: { attribute: false },
    label: {},
    functions: { attribute: false },
    definition: { attribute: false },
    wrong: { attribute: false },
    options: { state: true },
    active: { state: true },
  };

  constructor() {
    super();
    this.value = "";
    this.functions = [];
    this.wrong = new Set();
    this.options = [];
    this.active = 0;
  }

  get #area() {
    return this.querySelector("textarea");
  }

  /** Puts the caret at a place and shows it. */
  place(from, to) {
    const area = this.#area;
    area.focus();
    area.setSelectionRange(from, to);
    const line = area.value.slice(0, from).split("\n").length;
    const height = area.scrollHeight / area.value.split("\n").length;
    area.scrollTop = Math.max(0, (line - 4) * height);
    area.scrollIntoView({ block: "nearest" });
  }

  render() {
    const lines = this.value.split("\n").length;
    const open = this.options.length > 0;
    return html`<div class="code-editor">
      <pre class="lines" aria-hidden="true">
${Array.from(
  { length: lines },
  (_, k) => html`<span class=${this.wrong.has(k + 1) ? "bad" : ""}>${k + 1}</span>`,
)}</pre>
      <div class="area">
        <textarea
          id="source"
          wrap="off"
          spellcheck="false"
          autocapitalize="off"
          autocomplete="off"
          aria-label=${this.label}
          aria-autocomplete="list"
          aria-describedby="source-help"
          aria-controls=${open ? "source-options" : nothing}
          aria-activedescendant=${open ? `source-option-${this.active}` : nothing}
          rows=${Math.min(MOST_LINES, Math.max(LEAST_LINES, lines + 1))}
          .value=${this.value}
          @input=${this.#typed}
          @keydown=${this.#key}
          @scroll=${this.#scrolled}
          @click=${this.#close}
          @blur=${this.#close}
        ></textarea>
        ${open ? this.#list() : nothing}
      </div>
    </div>`;
  }

  #list() {
    const area = this.#area;
    const before = area.value.slice(0, this.from).split("\n");
    return html`<ul
      id="source-options"
      class="completions"
      role="listbox"
      aria-label="Completions"
      ${vars({ "--row": before.length - area.scrollTop / this.#lineHeight(), "--column": before.at(-1).length })}
    >
      ${this.options.map(
        (one, k) =>
          html`<li
            id="source-option-${k}"
            role="option"
            aria-selected=${k === this.active}
            @mousedown=${(event) => {
              event.preventDefault();
              this.#take(one);
            }}
          >
            <b>${one.name}</b><span>${one.detail}</span>
          </li>`,
      )}
    </ul>`;
  }

  #lineHeight() {
    return parseFloat(getComputedStyle(this.#area).lineHeight);
  }

  #scrolled = () => {
    this.querySelector(".lines").scrollTop = this.#area.scrollTop;
    this.#close();
  };

  #typed = () => {
    this.value = this.#area.value;
    this.dispatchEvent(new CustomEvent("edited", { detail: this.value }));
    this.#suggest(SHORTEST_WORD);
  };

  #suggest(shortest) {
    const { selectionStart: caret } = this.#area;
    const found = wordAt(this.value, caret);
    this.from = found?.from ?? 0;
    this.active = 0;
    this.options =
      found && found.word.length >= shortest ? matching(candidates(this.functions, this.definition), found.word) : [];
  }

  #close = () => (this.options = []);

  #key = (event) => {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.#suggest(0);
      return;
    }
    if (!this.options.length) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.active = (this.active + step + this.options.length) % this.options.length;
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.options[this.active]);
    else if (event.key === "Escape" || event.key.startsWith("Arrow")) this.#close();
    if (step || ["Enter", "Tab", "Escape"].includes(event.key)) event.preventDefault();
  };

  /** By the browser's own command where it has it, so that it can be undone. */
  #take({ name, insert: whole }) {
    const area = this.#area;
    const insert = area.value[area.selectionEnd] === "(" ? name : whole;
    area.setSelectionRange(this.from, area.selectionStart);
    if (!document.execCommand("insertText", false, insert)) {
      area.setRangeText(insert, this.from, area.selectionEnd, "end");
      this.#typed();
    }
    this.#close();
  }
}

customElements.define("q-code-editor", CodeEditor);
