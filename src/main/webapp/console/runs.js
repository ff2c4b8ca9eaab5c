/** What can be back-tested and charted, from the two places that know it: the ledger and an optimisation's grid. */
import { get } from "./api.js";
import { gridsFor, requestOf } from "./strategies.js";
import { strategyOf } from "./strategy-source.js";

/**
 * @typedef {{title: string, market: object, params: object, base: object, body: object, metrics: object | null,
 *   job: number, strategy?: object, hash?: string, row?: number, winner?: boolean, tested?: string,
 *   digest?: string, engine?: string, identical?: number, verdict?: string, verdictNote?: string}} Source
 */

/** A run of the ledger. @returns {Promise<Source>} */
export async function ledgerRun(hash, signal) {
  const run = await get(`/discovery/runs/${encodeURIComponent(hash)}`, null, signal);
  return {
    title: run.params_hash,
    hash: run.params_hash,
    market: run.market,
    strategy: run.strategy,
    params: run.params,
    base: run.base_params,
    body: run.backtest,
    metrics: run.metrics,
    job: run.job_id,
    winner: run.winner,
    tested: run.tested_at,
    digest: run.data_digest,
    engine: run.engine_version,
    identical: run.identical_runs,
    verdict: run.verdict,
    verdictNote: run.verdict_note,
  };
}

/** A combination of a finished optimisation, by its place in the grid. @returns {Promise<Source>} */
export async function optimisedRun(id, index, signal) {
  const job = await get(`/jobs/${encodeURIComponent(id)}`, null, signal);
  const grid = await gridOf(job, signal);
  const { exchange, symbol, timeframe, start_ts, end_ts } = job.payload;
  // Results of before tell only what was asked for, and then the default commission of searches is missing.
  const base = job.result?.base_params ?? { commission: 0.001, ...job.payload.base_params };
  const market = { exchange, symbol, timeframe, start_ts, end_ts };
  const params = combination(grid, Number(index));
  const strategy = job.result?.strategy ?? job.payload.strategy;
  return {
    title: `${id} / ${index}`,
    market,
    strategy,
    params,
    base,
    body: { strategy: requestOf(strategy), params: { ...base, ...params, ...market } },
    metrics: null,
    job: job.id,
    row: rowOf(job.result?.results?.records, params),
    digest: job.result?.data_digest,
    engine: job.result?.engine_version,
  };
}

/** Which of the ranked rows has these values; -1 for none. */
const rowOf = (records, params) =>
  (records ?? []).findIndex((record) => Object.entries(params).every(([name, value]) => record[name] === value));

/** The grid of an optimisation: its own, or the one of that name of its strategy. */
export async function gridOf({ payload, result }, signal) {
  if (result?.sampling) return result.sampling.grid;
  if (payload.param_grid) return payload.param_grid;
  const grids = gridsFor(await strategyOf(payload.strategy, signal), "optimize");
  return grids.find(({ name }) => name.toLowerCase() === payload.grid.toLowerCase())?.param_grid ?? {};
}

/** The values at a place in the product of a grid, whose last parameter runs fastest. */
export function combination(grid, index) {
  const values = {};
  let rest = index;
  for (const name of Object.keys(grid).reverse()) {
    const column = Array.isArray(grid[name]) ? grid[name] : [grid[name]];
    values[name] = column[rest % column.length];
    rest = Math.floor(rest / column.length);
  }
  return Object.fromEntries(Object.keys(grid).map((name) => [name, values[name]]));
}

/** The place of a ranked row in the grid. */
export function placeOf(grid, record) {
  return Object.entries(grid).reduce((place, [name, column]) => {
    const values = Array.isArray(column) ? column : [column];
    return (
      place * values.length +
      Math.max(
        0,
        values.findIndex((value) => value === record[name]),
      )
    );
  }, 0);
}

/** How far a run may be trusted: by the newest leaderboard, or as the best of its discovery or optimisation. */
export async function assessmentOf(source, signal) {
  if (source.hash) {
    const board = await get("/leaderboard", { strategy: requestOf(source.strategy) }, signal).catch(() => null);
    const entry = board?.payload?.strategies?.find((one) => one.params_hash === source.hash);
    if (entry?.assessment) return entry.assessment;
  }
  const job = await get(`/jobs/${source.job}`, null, signal).catch(() => null);
  const best =
    job?.result?.assessment?.assessed_params ?? job?.result?.summary?.best_params ?? job?.result?.results?.records?.[0];
  const same = best && Object.entries(source.params).every(([name, value]) => best[name] === value);
  return same ? (job.result.assessment ?? null) : null;
}

/** A back-test's statistics under the ledger's names. */
export const metricsOf = (stats) => ({
  total_return: stats.total_equity_return_pct,
  max_mark_to_market_drawdown: stats.mark_to_market_max_drawdown_pct,
  max_drawdown: stats.max_drawdown_pct,
  profit_factor: stats.profit_factor,
  profit_factor_infinite: stats.profit_factor_infinite,
  win_rate: stats.win_rate,
  num_trades: stats.trades,
  avg_return: stats.avg_return_pct,
});
