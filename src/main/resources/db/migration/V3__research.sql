-- What all runs of one discovery share, in full: with a run's combination it is enough to run it again to the same bits.
create table backtest_setup (
    id             bigint generated always as identity primary key,
    job_id         bigint           not null,  -- no foreign key: runs outlive the retention of jobs
    exchange       text             not null,
    symbol         text             not null,
    timeframe      text             not null,
    start_ts       text             not null,  -- the range as the client wrote it, part of the hashed parameters
    end_ts         text             not null,
    base_params    json             not null,  -- json, not jsonb: keeps the order of keys and the text of numbers
    grid           json             not null,  -- the values by parameter, last one fastest; the same holds
    data_digest    text             not null,
    engine_version text             not null,
    created_at     timestamptz      not null default now(),
    -- A job that is started again after a crash finds its setup, unless prices or engine changed in between.
    constraint backtest_setup_once_per_job unique (job_id, data_digest, engine_version)
);

create index backtest_setup_window on backtest_setup (exchange, symbol, timeframe, start_ts, end_ts);

-- What came out, once for all runs of a batch that came to the same. No statistic is ever NaN: null means undefined.
create table backtest_outcome (
    id             bigint           primary key,
    setup_id       bigint           not null references backtest_setup,
    runs           integer          not null check (runs > 0),  -- how many runs have this outcome
    first_index    bigint           not null,                   -- the first of them in the grid, and its hash
    first_hash     bigint           not null,
    total_return   double precision,              -- percent, as are drawdown, win rate and average return
    max_drawdown   double precision,
    profit_factor  double precision,              -- 'Infinity' without a losing trade
    win_rate       double precision,
    sharpe_ratio   double precision,
    sortino_ratio  double precision,
    calmar_ratio   double precision,
    num_trades     integer          not null,
    avg_return     double precision,
    is_winner      boolean          not null,
    run_timestamp  timestamptz      not null default now()
);
create sequence backtest_outcome_seq increment by 1;
create index backtest_outcome_setup on backtest_outcome (setup_id);
create index backtest_outcome_winners on backtest_outcome (total_return desc nulls last) where is_winner;

-- The ledger of tested runs, one narrow row per parameter set: a grid of millions is stored in seconds. The combination
-- is told from the grid of the setup and the index.
create table backtest_run (
    params_hash bigint primary key,  -- the first 64 bits of SHA-256 over base parameters and combination
    outcome_id  bigint not null,     -- no foreign key, which would be checked row by row; both are written by one class
    grid_index  bigint not null
);
-- The runs of a batch lie together, and so do their outcomes: a few pages tell where a range of outcomes is.
create index backtest_run_outcome on backtest_run using brin (outcome_id) with (pages_per_range = 16, autosummarize = on);

create table leaderboard_snapshot (
    id         bigint generated always as identity primary key,
    job_id     bigint      not null unique,  -- one snapshot a job, however often it is started
    created_at timestamptz not null default now(),
    sort_by    text        not null,
    min_trades integer     not null,
    top_n      integer     not null,
    payload    json        not null
);
create index leaderboard_snapshot_newest on leaderboard_snapshot (created_at desc, id desc);

create table discovered_rule (
    rule_id            bigint generated always as identity primary key,
    parameter          text             not null,
    condition          text             not null,
    occurrence_pct     double precision not null,
    avg_return_with    double precision not null,
    avg_return_without double precision not null,
    confidence         double precision not null,
    description        text             not null,
    discovered_at      timestamptz      not null default now(),
    unique (parameter, condition)
);
