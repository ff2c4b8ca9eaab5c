/** An action on many jobs at once: how many it would change is told before it is done. */
import { html } from "../element.js";
import { post } from "../api.js";
import { count } from "../format.js";
import { confirm } from "./confirm.js";
import { attempt } from "./toasts.js";

export const ACTIONS = {
  cancel: {
    name: "Cancel",
    done: "canceled",
    text: "Those that have not ended are canceled, with their children.",
    states: ["queued", "running"],
  },
  retry: {
    name: "Retry",
    done: "sent again",
    text: "Failed and canceled jobs start again with fresh attempts; their history stays.",
    states: ["failed", "canceled"],
  },
  delete: {
    name: "Delete",
    done: "deleted",
    text: "Ended jobs go, with their events and attempts. This cannot be undone.",
    states: ["succeeded", "failed", "canceled"],
  },
};

/**
 * Counts the jobs, asks, and acts on them.
 *
 * @param {"cancel" | "retry" | "delete"} action
 * @param {object} selection as `POST /v1/jobs/bulk/…` takes it, not empty
 * @returns {Promise<boolean>} whether it was done
 */
export async function bulk(action, selection) {
  const { name, done, text } = ACTIONS[action];
  const dry = await attempt(() => post(`/jobs/bulk/${action}`, { ...selection, dry_run: true }));
  if (!dry) return false;
  const chosen = Object.entries(selection).map(
    ([key, value]) =>
      html`<span class="chip"><span>${key}</span><b>${Array.isArray(value) ? value.join(", ") : value}</b></span>`,
  );
  const yes = await confirm({
    title: dry.matched
      ? `${name} ${count(dry.matched)} ${dry.matched === 1 ? "job" : "jobs"}?`
      : `Nothing to ${action}`,
    text: html`<p>${dry.matched ? text : "No job that matches is in a state that allows it."}</p>
      <p class="chips">${chosen}</p>`,
    action: dry.matched ? `${name} ${count(dry.matched)}` : null,
    danger: action !== "retry",
  });
  if (!yes) return false;
  const answer = await attempt(
    () => post(`/jobs/bulk/${action}`, selection),
    ({ changed, matched }) => `${count(changed)} of ${count(matched)} ${done}`,
  );
  return answer !== undefined;
}

/** Failed jobs with the same error, told by the longest part of it that is the same in all of them. */
function ofCause({ job_type: type, example }) {
  const parts = example.slice(0, 200).split(/\([^)]*\)?|[0-9]+/);
  const same = parts.reduce((longest, part) => (part.trim().length > longest.length ? part.trim() : longest), "");
  return { status: "failed", job_type: type, ...(same.length > 3 ? { text: same } : {}) };
}

/** Sends the jobs again that failed for a cause. */
export const retryCause = (cause) => bulk("retry", ofCause(cause));
