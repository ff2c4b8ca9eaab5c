/** What can be done with a winner: assess it, test it on unseen prices, freeze it. */
import { Element, html, nothing } from "../element.js";
import { get, post, save } from "../api.js";
import { confirm } from "./confirm.js";
import { field } from "./form-fields.js";
import { attempt, toast } from "./toasts.js";
import { unseen } from "./unseen.js";

const PAUSE = 700;
const FINAL = ["succeeded", "failed", "canceled"];

/** `run`: as `runs.js` tells it. Fires `assessed` with the assessment. */
class WinnerTools extends Element {
  static properties = {
    run: { attribute: false },
    busy: { state: true },
    says: { state: true },
    test: { state: true },
    asking: { state: true },
    errors: { state: true },
  };
  #left = false;

  constructor() {
    super();
    this.form = {};
    this.errors = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#left = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left = true;
  }

  get #name() {
    return this.run.hash ? { params_hash: this.run.hash } : { job_id: this.run.job, row: this.run.row };
  }

  #path(what) {
    return this.run.hash ? `/runs/${this.run.hash}/${what}` : `/jobs/${this.run.job}/${what}?row=${this.run.row}`;
  }

  render() {
    if (!this.run.hash && !(this.run.row >= 0)) {
      return html`<p class="muted small">
        Only the combinations that the search lists can be assessed, tested on unseen prices or frozen; this one is not
        among them.
      </p>`;
    }
    return html`<div class="stack">
      <div class="row tight" role="group" aria-label="What to do with it">
        <button class="primary" data-needs="submit" ?disabled=${this.busy} @click=${() => this.#assess()}>
          Assess
        </button>
        <button
          data-needs="submit"
          ?disabled=${this.busy}
          aria-expanded=${Boolean(this.asking)}
          aria-controls="unseen-form"
          @click=${() => (this.asking = !this.asking)}
        >
          Test on unseen prices
        </button>
        <button data-needs="submit" ?disabled=${this.busy} @click=${() => this.#freeze()}>Freeze</button>
        <button ?disabled=${this.busy} @click=${() => this.#report()}>Report</button>
      </div>
      <div id="unseen-form">${this.asking ? this.#range() : nothing}</div>
      <p class="muted small" role="status">${this.says ?? nothing}</p>
      ${this.test ? unseen(this.test) : nothing}
    </div>`;
  }

  #range() {
    const input = (name, label, placeholder) =>
      field(
        `unseen-${name}`,
        label,
        html`<input
          id="f-unseen-${name}"
          placeholder=${placeholder}
          .value=${this.form[name] ?? ""}
          @input=${(event) => (this.form[name] = event.target.value.trim())}
        />`,
        { error: this.errors.find((one) => one.field === name)?.reason },
      );
    return html`<form class="filters" @submit=${(event) => this.#forward(event)}>
      ${input("start_ts", "From (UTC)", "after the search")}${input("end_ts", "to, inclusive", "the last bar")}
      ${input(
        "exchange",
        "Exchange",
        this.run.market.exchange,
      )}${input("symbol", "Symbol", this.run.market.symbol)}<button class="primary" ?disabled=${this.busy}>Test</button>
    </form>`;
  }

  async #assess() {
    const result = await this.#done(() => post(this.#path("assess")), "It is assessed");
    if (result) this.dispatchEvent(new CustomEvent("assessed", { detail: result.assessment }));
  }

  async #forward(event) {
    event.preventDefault();
    const asked = Object.fromEntries(Object.entries(this.form).filter(([, value]) => value));
    this.errors = [];
    const result = await this.#done(async () => {
      try {
        return await post(this.#path("forward"), asked);
      } catch (failure) {
        this.errors = failure.errors ?? [];
        throw failure;
      }
    }, "It is tested");
    if (result) this.test = result;
  }

  async #freeze() {
    const text =
      "It is kept with its figures as they are now. Every bar that opens from now on tells how it fares: " +
      "keep its series on the watchlist.";
    if (!(await confirm({ title: "Freeze this winner?", text, action: "Freeze" }))) return;
    this.busy = true;
    const born = await attempt(() => post("/frozen", this.#name));
    this.busy = false;
    if (born) toast("It is frozen", "good", { href: `/frozen/${born.frozen.id}`, label: "Look at it" });
  }

  /** One file with all of it, to be read anywhere. */
  async #report() {
    this.busy = true;
    const { hash, job, row } = this.run;
    await attempt(() => save(this.#path("report"), `quarry-${hash ?? `job-${job}-row-${row}`}.html`));
    this.busy = false;
  }

  /** Enqueues a job and waits for its result; undefined where there is none. */
  async #done(enqueue, done) {
    this.busy = true;
    this.says = "Waiting for a worker…";
    try {
      const enqueued = await attempt(enqueue);
      let job = enqueued?.job;
      while (job && !FINAL.includes(job.status) && !this.#left) {
        await new Promise((after) => setTimeout(after, PAUSE));
        job = await get(`/jobs/${job.id}`);
        if (job.status === "running") this.says = job.progress_message ?? "Running…";
      }
      this.says = !job
        ? nothing
        : job.status === "succeeded"
          ? `${done}.`
          : (job.error ?? `The job was ${job.status}.`);
      return job?.status === "succeeded" ? job.result : undefined;
    } catch (failure) {
      this.says = failure.message;
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("q-winner-tools", WinnerTools);
