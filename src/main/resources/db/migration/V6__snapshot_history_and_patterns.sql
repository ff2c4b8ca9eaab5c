-- What a leaderboard was made of, so that snapshots can be listed and compared without reading them whole.
alter table leaderboard_snapshot
    add column exchange       text,         -- null: any, as in the next four
    add column symbol         text,
    add column timeframe      text,
    add column start_at       timestamptz,
    add column end_at         timestamptz,
    add column distinct_only  boolean not null default true,
    add column strategies     integer,
    add column total_winners  bigint,
    add column best_return    double precision;
update leaderboard_snapshot set
    strategies = json_array_length(payload -> 'strategies'),
    total_winners = (payload -> 'stats' ->> 'total_winners')::bigint,
    best_return = (payload -> 'stats' ->> 'best_return')::double precision;
alter table leaderboard_snapshot
    alter column strategies set not null,
    alter column total_winners set not null,
    alter column best_return set not null;

-- How far a winner may be trusted, kept for the next leaderboard. More trials on the series, other bars or another engine
-- make it void.
create table leaderboard_assessment (
    params_hash    bigint      primary key,
    data_digest    text        not null,
    engine_version text        not null,
    trials         bigint      not null,  -- distinct trials on the series and range when it was made
    assessment     json        not null,
    assessed_at    timestamptz not null default now()
);

-- Winners against losers, beside the reference's confidence. Null for a rule that was found before.
alter table discovered_rule add column significance json;

-- Values, ranges and pairs of parameters as the last refresh found them, each whole in its JSON; columns are for order.
create table pattern (
    kind             text             not null,  -- value, range or pair
    place            bigint           not null,
    parameter        text             not null,
    other_parameter  text,
    avg_return       double precision,
    lift             double precision,
    lift_over_single double precision,
    p_value          double precision,
    pattern          json             not null,
    primary key (kind, place)
);

-- What the last refresh of rules and patterns looked at: one row.
create table pattern_basis (
    only_one     boolean     primary key default true check (only_one),
    refreshed_at timestamptz not null default now(),
    basis        json        not null
);
