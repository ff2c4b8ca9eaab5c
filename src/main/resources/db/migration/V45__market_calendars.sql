-- When a market trades, where somebody has said so: it goes before what its bars tell. Of a market, not of a series, since
-- its bars of all lengths share it. Nodes of the version before neither read nor write it.
create table market_calendar (
    exchange   text        not null,
    symbol     text        not null,
    calendar   text        not null,
    changed_at timestamptz not null default now(),
    primary key (exchange, symbol)
);
