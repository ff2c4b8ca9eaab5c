-- What prices are of, and what is known of each series without looking at its candles.
create table series (
    id         bigint generated always as identity primary key,
    exchange   text        not null check (exchange = lower(exchange)),
    symbol     text        not null,
    timeframe  text        not null,
    -- Kept by every write of candles, in its transaction: coverage never counts.
    bars       bigint      not null default 0,
    first_open timestamptz,
    last_open  timestamptz,
    -- Grows with every write that changed a candle: what nodes keep in memory is keyed by it.
    version    bigint      not null default 0,
    unique (exchange, symbol, timeframe)
);

create index series_by_bars on series (bars desc);

-- No foreign key: it would cost a third of a bulk load, and candles are only ever written under the lock on the row of
-- their series.
create table candle (
    series_id bigint           not null,
    open_time timestamptz      not null,
    open      double precision not null,
    high      double precision not null,
    low       double precision not null,
    close     double precision not null,
    volume    double precision not null,
    primary key (series_id, open_time)
);

-- Candles on their way in: a batch is one attempt of one ingestion. Rows that an attempt left behind are recognised
-- by their batch. Unlogged: a database crash empties the staging table, and the job runs again.
create table candle_batch (
    id         bigint generated always as identity primary key,
    job_id     bigint      not null,
    started_at timestamptz not null default now()
);

create unlogged table candle_staging (
    batch_id  bigint           not null,
    line      bigint           not null,
    open_time timestamptz      not null,
    open      double precision not null,
    high      double precision not null,
    low       double precision not null,
    close     double precision not null,
    volume    double precision not null
);

create index candle_staging_by_time on candle_staging (batch_id, open_time);

-- Uploaded files wait here, where every node can read them, until their job has run.
create table price_upload (
    id         bigint generated always as identity primary key,
    name       text        not null,
    bytes      bigint      not null default 0,
    created_at timestamptz not null default now(),
    -- The job that stored the candles, and its result: a second attempt answers with it instead of reading again.
    job_id     bigint,
    result     text
);

create table price_upload_chunk (
    upload_id bigint not null references price_upload (id) on delete cascade,
    position  int    not null,
    content   bytea  not null,
    primary key (upload_id, position)
);

-- Price files are written once, read once and dropped: compressing them is a waste.
alter table price_upload_chunk alter column content set storage external;
