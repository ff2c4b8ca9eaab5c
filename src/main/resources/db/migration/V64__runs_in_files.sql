-- Runs that executors of Spark stored as Parquet, a file for each range of a search, in place of rows of backtest_run. A file counts
-- as it is registered here, in the transaction that stores its outcomes; files that are not are of attempts that failed.
create table backtest_file (
    id             bigint generated always as identity primary key,
    setup_id       bigint      not null references backtest_setup,
    job_id         bigint      not null,                    -- no foreign key: files go after their job, not with it
    location       text        not null unique,             -- as a URI
    first_index    bigint      not null,                    -- the first and the last of its runs in the grid
    last_index     bigint      not null,
    runs           integer     not null check (runs > 0),
    bytes          bigint      not null,
    digest         text        not null,                    -- SHA-256 of its bytes
    engine_version text        not null,
    created_at     timestamptz not null default now()
);
create index backtest_file_setup on backtest_file (setup_id, id);
create index backtest_file_job on backtest_file (job_id);

-- Null where the runs are rows of backtest_run. In a file, an outcome's number is its place among the file's outcomes by first_index.
alter table backtest_outcome add column file_id bigint;
create index backtest_outcome_file on backtest_outcome (file_id, first_index) where file_id is not null;
