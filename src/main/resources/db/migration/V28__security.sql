-- Keys of callers. Only a hash is kept; the id is the public part of the key, by which its row is found.
create table api_key (
    id           text        primary key,
    name         text        not null,
    role         text        not null check (role in ('read', 'submit', 'operate')),
    hash         bytea       not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create unique index api_key_name on api_key (name) where revoked_at is null;

-- What operators did. Written before the action (status null) and completed after it.
create table audit_event (
    id      bigint      generated always as identity primary key,
    at      timestamptz not null default now(),
    caller  text        not null,
    address text        not null,
    action  text        not null,           -- method and path as they were sent
    request text,                           -- the beginning of the body
    status  integer                         -- HTTP status of the answer
);
create index audit_event_time on audit_event (at);
