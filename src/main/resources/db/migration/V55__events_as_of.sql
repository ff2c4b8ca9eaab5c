-- Since when the events and rates of a market are known, and what was known before: with both they can be read as of a time. What
-- nodes of the version before write, and what was there, is as if it had always been so.
alter table price_event add column known_from timestamptz;
alter table funding_rate add column known_from timestamptz;

create table price_event_revision (
    exchange   text             not null,
    symbol     text             not null,
    ex_time    timestamptz      not null,
    kind       text             not null,
    value      double precision not null,
    known_from timestamptz,
    -- When it was replaced or deleted.
    known_to   timestamptz      not null
);

create index price_event_revision_of_market on price_event_revision (exchange, symbol, known_to);

create table funding_rate_revision (
    exchange   text             not null,
    symbol     text             not null,
    due        timestamptz      not null,
    rate       double precision not null,
    known_from timestamptz,
    known_to   timestamptz      not null
);

create index funding_rate_revision_of_market on funding_rate_revision (exchange, symbol, known_to);

-- When events or rates of a market changed last, by the database's clock and later than any time before.
create table market_change (
    exchange   text not null,
    symbol     text not null,
    changed_at timestamptz,
    primary key (exchange, symbol)
);
