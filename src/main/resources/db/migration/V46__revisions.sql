-- What bars were before they were changed, and since when bars are there: with both, prices can be read as of a time. Both
-- only grow. Nodes of the version before write neither: what they change is as if it had always been so.
create table candle_revision (
    series_id   bigint           not null,
    open_time   timestamptz      not null,
    -- When the values ceased to hold.
    replaced_at timestamptz      not null,
    open        double precision not null,
    high        double precision not null,
    low         double precision not null,
    close       double precision not null,
    volume      double precision not null,
    primary key (series_id, open_time, replaced_at)
);

-- A row for each stretch of bars that one write added, whatever their number: all bars that opened in it were new then, or
-- have been added later, as a later row says. What no row names was there before these tables were.
create table candle_addition (
    series_id  bigint      not null,
    added_at   timestamptz not null,
    first_open timestamptz not null,
    last_open  timestamptz not null
);

create index candle_addition_by_time on candle_addition (series_id, added_at);

-- When its bars changed last, by the database's clock and later than any time before; and how many values were replaced.
alter table series add column changed_at timestamptz, add column revisions bigint not null default 0;
