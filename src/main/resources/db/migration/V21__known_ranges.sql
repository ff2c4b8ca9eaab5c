-- What a source has told all about: where no candle stands inside it, there was no trade. Times are bar opens, half-open
-- ranges. Only grows, in the transaction that writes the candles, under the lock on the row of the series.
alter table series add column known tstzmultirange not null default '{}';

-- The last bar of a series while it is still moving: shown, never searched, replaced by the finished one.
create table candle_unfinished (
    series_id bigint           primary key,
    open_time timestamptz      not null,
    open      double precision not null,
    high      double precision not null,
    low       double precision not null,
    close     double precision not null,
    volume    double precision not null,
    seen_at   timestamptz      not null
);

-- A token bucket an exchange, for the whole cluster, by the database's clock. Tokens below zero are turns that were given
-- out and are being waited for.
create table exchange_budget (
    exchange     text             primary key,
    tokens       double precision not null,
    refilled_at  timestamptz      not null default clock_timestamp(),
    -- Nobody asks before: the exchange asked for a pause, or is down.
    closed_until timestamptz,
    failures     integer          not null default 0
);
