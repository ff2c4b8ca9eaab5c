-- Runs, leaderboards and frozen winners of strategies that have a definition. Nodes of the version before make those of the
-- built-in family only, and leave the new columns to their defaults.
alter table backtest_setup
    add column strategy_digest text;                             -- SHA-256 of the definition; null for the built-in family
alter table frozen_winner
    add column strategy        text not null default 'rsi_bands',
    add column strategy_digest text;
alter table leaderboard_snapshot
    add column strategy text default 'rsi_bands';                -- as a request says it; null for all strategies
