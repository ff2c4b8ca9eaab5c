/** How long a job will take, told by the last ones of its type. */
import { get } from "./api.js";
import { duration } from "./format.js";

/** What a small job takes is mostly its assessment, so nothing can be told of one that is far larger. */
const FAR_LARGER = 20;

/**
 * @param {Awaited<ReturnType<typeof speedOf>>} speed
 * @param {number | null} size combinations, null where a job has none
 */
export function estimate(speed, size) {
  if (!speed) return "none yet: this type has not run";
  if (size === null || !speed.perSecond) return `about ${duration(speed.seconds)}`;
  if (size > FAR_LARGER * speed.most) return `longer than ${duration(speed.most / speed.perSecond)}`;
  return `${size > speed.most ? "up to" : "about"} ${duration(Math.max(0.5, size / speed.perSecond))}`;
}

/**
 * How fast the last jobs of a type were: `perSecond` combinations by the largest of them, which had `most`, and the
 * mean `seconds` of a job; null where there is none.
 */
export async function speedOf(type, signal) {
  const { jobs } = await get("/jobs", { job_type: type, status: "succeeded", limit: 10 }, signal);
  const known = jobs.filter((job) => job.started_at && job.finished_at);
  if (!known.length) return null;
  const took = (job) => Math.max(0.5, (Date.parse(job.finished_at) - Date.parse(job.started_at)) / 1000);
  const largest = known.reduce((one, job) => (job.progress_total > one.progress_total ? job : one));
  return {
    seconds: known.reduce((sum, job) => sum + took(job), 0) / known.length,
    most: largest.progress_total,
    perSecond: ["discover", "optimize"].includes(type) ? largest.progress_total / took(largest) : null,
  };
}
