-- The same as trial_sketch for strategies with a definition, each counted by itself: what was tried with one says nothing of
-- another. Nodes of the version before search the built-in family only, whose trials stay where they are.
create table strategy_trial_sketch (
    strategy   text        not null,            -- SHA-256 of the definition, 64 hexadecimal digits
    exchange   text        not null,
    symbol     text        not null,
    timeframe  text        not null,
    start_at   timestamptz not null,
    end_at     timestamptz not null,
    trials     bigint      not null default 0,
    hashes     bytea       not null default '',
    outcomes   bytea       not null default '',
    updated_at timestamptz not null default now(),
    primary key (strategy, exchange, symbol, timeframe, start_at, end_at)
);
