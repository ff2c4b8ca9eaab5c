-- A row in every table that jobs do not fill.
insert into schedule (name, job_type, payload, cron, time_zone, priority, missed_fires, paused, next_fire)
values ('nightly', 'leaderboard_refresh', '{}', '0 3 * * *', 'Europe/Berlin', 0, 'fire_once', false, now() + interval '1 hour');
insert into schedule_fire (schedule, fire_time, job_id) values ('nightly', '2026-01-01T02:00:00Z', 50);
insert into worker (id, state, concurrency) values ('old', 'active', '{"io": 8, "compute": 1, "light": 4}');
insert into idempotency_key (key, digest, job_ids) values ('nightly-report', 'd1', '{50}');
insert into queue_pause (scope, name) values ('lane', 'io');
insert into queue_limit (scope, name, max_running) values ('key', 'exchange', 1);
insert into queue_slot (scope, name, number) values ('key', 'exchange', 1);
insert into job_count (job_type, state, total) values ('discover', 'succeeded', 3);
insert into series (exchange, symbol, timeframe, bars, first_open, last_open, version, known)
values ('kraken', 'BTC/USD', '1h', 3, '2026-01-01T00:00:00Z', '2026-01-01T02:00:00Z', 1,
    '{[2026-01-01T00:00:00Z,2026-01-01T03:00:00Z)}');
insert into candle
select 1, '2026-01-01T00:00:00Z'::timestamptz + n * interval '1 hour', 100 + n, 101.5 + n, 99 + n, 100.25 + n, 'NaN'
from generate_series(0, 2) n;
insert into candle_batch (job_id) values (50);
insert into candle_staging values (1, 1, '2026-01-01T03:00:00Z', 1, 1, 1, 1, 1);
insert into candle_unfinished values (1, '2026-01-01T03:00:00Z', 1, 2, 0.5, 1.5, 7, now());
insert into price_upload (name, bytes, job_id) values ('prices.csv', 3, 50);
insert into price_upload_chunk values (1, 0, '\x010203');
insert into exchange_budget (exchange, tokens) values ('kraken', -0.5);
insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid, data_digest, engine_version)
values (50, 'kraken', 'BTC/USD', '1h', '2026-01-01', '2026-02-01', '{"b": 1.0, "a": 2}', '{"rsi_min": [70, 70.0]}', 'digest', '1');
insert into backtest_outcome (id, setup_id, runs, first_index, first_hash, total_return, profit_factor, num_trades, is_winner)
values (nextval('backtest_outcome_seq'), 1, 2, 0, -5, 12.5, 'Infinity', 11, true);
insert into backtest_run values (-5, 1, 0), (7, 1, 1);
insert into run_reevaluation values (50, 1, 1, 2, 1, 1, 0, 0);
insert into trial_sketch (exchange, symbol, timeframe, start_at, end_at, trials, hashes)
values ('kraken', 'BTC/USD', '1h', '2026-01-01', '2026-02-01', 2, '\x00000000000000ff');
insert into leaderboard_snapshot (job_id, sort_by, min_trades, top_n, payload, strategies, total_winners, best_return)
values (50, 'total_return', 10, 25, '{"strategies": [], "stats": {"total_winners": 0}}', 0, 0, 0);
insert into leaderboard_assessment values (-5, 'digest', '1', 2, '{"verdict": "likely luck"}');
insert into discovered_rule (parameter, condition, occurrence_pct, avg_return_with, avg_return_without, confidence, description)
values ('rsi_min', '>= 70', 50, 2, 1, 0.5, 'high');
insert into pattern (kind, place, parameter, pattern) values ('value', 1, 'rsi_min', '{"value": 70}');
insert into pattern_basis (basis) values ('{"runs": 2}');
