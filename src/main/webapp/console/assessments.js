/** Runs that are being assessed from this tab, so that a row and a press on "all" tell the same of each. */
import { get, post } from "./api.js";

const PAUSE = 700;
const FINAL = ["succeeded", "failed", "canceled"];

class Assessments extends EventTarget {
  /** @type {Map<string, {waits?: boolean, says?: string, outcome?: string, sentence?: string}>} */
  #runs = new Map();

  /** What became of a run since the page was loaded; undefined where nothing was asked. */
  of(hash) {
    return this.#runs.get(hash);
  }

  /** Of those, how many are not done. */
  waiting(hashes) {
    return hashes.filter((hash) => this.of(hash)?.waits).length;
  }

  /** Sends all of them to the queue, then waits for each; a job is the same one for who asks again meanwhile. */
  async assess(hashes) {
    const asked = hashes.filter((hash) => !this.of(hash)?.waits && !this.of(hash)?.outcome);
    asked.forEach((hash) => this.#set(hash, { waits: true, says: "Waiting for a worker…" }));
    const jobs = [];
    for (const hash of asked) {
      const job = await post(`/runs/${hash}/assess`).then(
        (answer) => answer.job,
        (failure) => this.#set(hash, { says: failure.message }),
      );
      if (job) jobs.push([hash, job]);
    }
    for (const [hash, job] of jobs) await this.#wait(hash, job);
  }

  async #wait(hash, first) {
    let job = first;
    try {
      while (!FINAL.includes(job.status)) {
        await new Promise((after) => setTimeout(after, PAUSE));
        job = await get(`/jobs/${first.id}`);
        if (job.status === "running") this.#set(hash, { waits: true, says: job.progress_message ?? "Running…" });
      }
      const { outcome, sentence } = job.result?.assessment?.verdict ?? {};
      this.#set(hash, outcome ? { outcome, sentence } : { says: job.error ?? `The job was ${job.status}.` });
    } catch (failure) {
      this.#set(hash, { says: failure.message });
    }
  }

  #set(hash, state) {
    this.#runs.set(hash, state);
    this.dispatchEvent(new Event("change"));
  }
}

export const assessments = new Assessments();
