-- How many distinct parameter sets were ever tried on a series and range, by searches of any kind: what the statistics
-- of luck need. Kept as a sketch, because most searches do not store their runs.
create table trial_sketch (
    exchange   text        not null,
    symbol     text        not null,
    timeframe  text        not null,
    start_at   timestamptz not null,
    end_at     timestamptz not null,
    trials     bigint      not null default 0,
    hashes     bytea       not null default '',  -- the smallest hashes, ascending, 8 bytes each
    updated_at timestamptz not null default now(),
    primary key (exchange, symbol, timeframe, start_at, end_at)
);
