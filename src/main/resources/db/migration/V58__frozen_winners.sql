-- Winners that were kept as they were, to see how they fare on bars that open later. What the search said stands still; what
-- came since is made anew from the first bar after frozen_at whenever the series has changed.
create table frozen_winner (
    id                bigint generated always as identity primary key,
    name              text        not null,
    frozen_at         timestamptz not null default now(),
    params_hash       bigint,
    job_id            bigint,
    row_index         integer,
    exchange          text        not null,
    symbol            text        not null,
    timeframe         text        not null,
    start_ts          text        not null,
    end_ts            text        not null,
    params            json        not null,
    data_digest       text        not null,
    engine_version    text        not null,
    method            text        not null,
    verdict           text,
    verdict_note      text        not null,
    in_sample         json        not null,
    in_sample_returns json        not null,
    checked_at        timestamptz,
    since             json,
    curve             json,
    data_revised      boolean     not null default false,
    last_error        text,
    check (params_hash is not null or job_id is not null)
);
create index frozen_winner_checked on frozen_winner (checked_at nulls first, id);
