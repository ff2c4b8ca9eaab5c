-- Splits and dividends, of a market in all its timeframes. Prices are stored as they were traded and adjusted when they are
-- read, so that an event can be corrected.
create table price_event (
    exchange text             not null check (exchange = lower(exchange)),
    symbol   text             not null,
    ex_time  timestamptz      not null,
    kind     text             not null check (kind in ('split', 'dividend')),
    value    double precision not null check (value > 0),
    primary key (exchange, symbol, ex_time, kind)
);

-- What a perpetual contract charged its holders, each rate at its own time.
create table funding_rate (
    exchange text             not null check (exchange = lower(exchange)),
    symbol   text             not null,
    due      timestamptz      not null,
    rate     double precision not null,
    primary key (exchange, symbol, due)
);
