-- Rules and patterns by strategy: what goes with winning in one says nothing of another. They take the place of discovered_rule,
-- pattern and pattern_basis, whose keys know no strategy. Nodes of the version before go on with the old tables; what they find
-- there after this migration is found again by the next refresh.
create table strategy_rule (
    rule_id            bigint generated always as identity primary key,
    strategy           text             not null,  -- as a request says it: a name, or a version of it
    parameter          text             not null,
    condition          text             not null,
    occurrence_pct     double precision not null,
    avg_return_with    double precision not null,
    avg_return_without double precision not null,
    confidence         double precision not null,
    description        text             not null,
    significance       json,                       -- null for a rule that was found before there was any
    discovered_at      timestamptz      not null default now(),
    unique (strategy, parameter, condition)
);

create table strategy_pattern (
    strategy         text             not null,
    kind             text             not null,    -- value, range or pair
    place            bigint           not null,
    parameter        text             not null,
    other_parameter  text,
    avg_return       double precision,
    lift             double precision,
    lift_over_single double precision,
    p_value          double precision,
    pattern          json             not null,
    primary key (strategy, kind, place)
);

create table strategy_pattern_basis (
    strategy     text        primary key,
    refreshed_at timestamptz not null default now(),
    basis        json        not null
);

insert into strategy_rule (strategy, parameter, condition, occurrence_pct, avg_return_with, avg_return_without, confidence,
                           description, significance, discovered_at)
    select 'rsi_bands', parameter, condition, occurrence_pct, avg_return_with, avg_return_without, confidence, description,
           significance, discovered_at
    from discovered_rule order by rule_id;
insert into strategy_pattern
    select 'rsi_bands', kind, place, parameter, other_parameter, avg_return, lift, lift_over_single, p_value, pattern
    from pattern;
insert into strategy_pattern_basis select 'rsi_bands', refreshed_at, basis from pattern_basis;
