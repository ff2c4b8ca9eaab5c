/** What the form of a job is made of, loaded together, and the payload that it begins with. */
import { get, post } from "./api.js";
import { typeName } from "./format.js";
import { sizeOf } from "./grid-values.js";
import { firstPayload, searchOf } from "./job-payload.js";
import { jobTypes } from "./job-types.js";
import { gridAround } from "./search-around.js";
import { gridsFor, requestOf } from "./strategies.js";
import { listStrategies, strategyOf } from "./strategy-source.js";

/** What is larger is not asked about, since the server would walk through all of it. */
const LARGEST_COUNTED = 5_000_000;

/**
 * All types, and what the form of one of them needs, with the job that it begins from (`from`) or the run that it
 * searches around (`run`).
 *
 * @param {string | undefined} name of the type
 * @param {Record<string, string>} query of the address
 */
export async function startOf(name, query, signal) {
  const types = { ...(await jobTypes()) };
  const schedule = query.schedule ? await get(`/schedules/${encodeURIComponent(query.schedule)}`, null, signal) : null;
  if (schedule && !types[name]) types[name] = withoutForm(name);
  const type = types[name];
  if (!type) return { types };
  const [{ coverage }, { presets }, list, before, begun] = await Promise.all([
    get("/prices/coverage", null, signal),
    get("/presets", null, signal),
    listStrategies(signal),
    query.from ? get(`/jobs/${encodeURIComponent(query.from)}`, null, signal) : null,
    query.run ? get(`/discovery/runs/${encodeURIComponent(query.run)}`, null, signal) : null,
  ]);
  const cloned = before?.payload ?? schedule?.payload;
  const strategy = cloned ? cloned.strategy : begun ? requestOf(begun.strategy) : query.strategy;
  const whole = type.properties.param_grid ? await strategyOf(strategy, signal) : null;
  const payload = firstPayload(type, {
    cloned,
    market: begun?.market,
    series:
      coverage.find((one) => ["exchange", "symbol", "timeframe"].every((key) => one[key] === query[key])) ??
      coverage[0],
    strategy,
    search: whole && (begun ? await searchAround(begun, whole, signal) : searchOf(whole, name, query)),
    parameters: presets.find((one) => one.key === query.preset)?.parameters,
  });
  return { types, coverage, presets, list, whole, payload, schedule };
}

/** A type that is scheduled and has no route of its own: its payload is edited as JSON. */
const withoutForm = (name) => ({
  title: typeName(name),
  text: "It has no form: its payload is JSON.",
  path: "",
  properties: {},
  groups: [],
  options: [],
  market: null,
});

/** What a search around a run begins with; the search that found it may be deleted since. */
async function searchAround(run, whole, signal) {
  const job = await get(`/jobs/${run.job_id}`, null, signal).catch(() => null);
  const tried = job && chosenGrid(job.payload, whole, job.job_type);
  return { param_grid: gridAround(run.params, tried, whole), base_params: run.base_params };
}

/** The values of a payload's grid; undefined where it has none. @param {object} whole the strategy */
export function chosenGrid({ param_grid: own, grid }, whole, name) {
  const same = (one) => one.name.toLowerCase() === grid?.toLowerCase();
  return own ?? gridsFor(whole, name).find(same)?.param_grid;
}

/** How many combinations of a grid can differ, which is what a discovery runs; undefined where that is not known. */
export async function distinctOf({ strategy, base_params: params }, grid) {
  if (sizeOf(grid) > LARGEST_COUNTED) return undefined;
  const answer = await post("/strategies/check", { strategy, params, param_grid: grid }).catch(() => null);
  return answer?.grid?.distinct;
}
