-- Definitions of strategies by their content. Nothing of one is ever changed, so that whatever names it can be run again. Nodes
-- of the version before know of none of these tables.
create table strategy_text (
    digest     text        primary key,  -- SHA-256 of the text with sorted keys, 64 hexadecimal digits
    definition json        not null,     -- json, not jsonb: keeps the order in which it was written
    stored_at  timestamptz not null default now()
);

-- Names that were given to them. A hidden one is not listed, and goes on counting when it is given again.
create table strategy (
    name   text    primary key,
    newest integer not null default 0,
    hidden boolean not null default false
);

create table strategy_version (
    name      text        not null references strategy,
    version   integer     not null check (version > 0),
    digest    text        not null references strategy_text,
    stored_at timestamptz not null default now(),
    stored_by text        not null,
    primary key (name, version)
);
