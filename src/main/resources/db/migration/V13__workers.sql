-- The nodes that run jobs. A node writes its own row; a request to drain is a wish that the node fulfils.
create table worker (
    id              text        primary key,
    state           text        not null check (state in ('active', 'draining', 'drained', 'stopped')),
    drain_requested boolean     not null default false,
    concurrency     text        not null,
    started_at      timestamptz not null default now(),
    heartbeat_at    timestamptz not null default now()
);
