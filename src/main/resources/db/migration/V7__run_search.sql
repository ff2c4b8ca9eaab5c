-- Pages of runs are read by outcome, the best return first, with losers too.
create index backtest_outcome_return on backtest_outcome (total_return desc nulls last, id);

-- Judging a discovery anew walks its outcomes in batches.
drop index backtest_outcome_setup;
create index backtest_outcome_setup on backtest_outcome (setup_id, id);

-- How far a re-evaluation is: written with each batch, so that a job that is started again counts nothing twice.
create table run_reevaluation (
    job_id         bigint  primary key,      -- no foreign key: it may outlive the retention of jobs
    last_setup     bigint  not null,
    last_outcome   bigint  not null,         -- the last outcome of that setup that was judged
    runs           bigint  not null,         -- runs looked at so far, and what became of them
    winners_before bigint  not null,
    winners_after  bigint  not null,
    became_winners bigint  not null,
    became_losers  bigint  not null
);
