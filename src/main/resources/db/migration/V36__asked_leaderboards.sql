-- GET /v1/leaderboard serves what a client asked for; what a schedule refreshes in between has the same settings.
alter table leaderboard_snapshot
    add column asked  boolean not null default false, -- false: a schedule's fire made it
    add column assess integer;                        -- how many were to be assessed; null: nobody knows any more

update leaderboard_snapshot s
set asked = not exists (select from schedule_fire f where f.job_id = s.job_id);

create index schedule_fire_job on schedule_fire (job_id);
