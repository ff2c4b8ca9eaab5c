-- Only final jobs are listed by state from this index. While it also held the queued ones, claims were planned on it
-- whenever the statistics were behind, as they are in each burst: every claim then read the whole queue. And a job now
-- costs one entry in it, not three.
drop index job_newest_by_state;
create index job_newest_by_state on job (state, created_at desc, id desc) where finished_at is not null;
