-- Hash partitions, with a key column and everything that comes down from the parent.
create table event (id bigint primary key, kind text not null default 'x', at timestamptz default now(), check (kind <> '')) partition by hash (id);
create table event_0 partition of event for values with (modulus 2, remainder 0);
create table event_1 partition of event for values with (modulus 2, remainder 1);
create index event_at on event (at) include (kind);
create unique index event_id_kind on event (id, kind);
