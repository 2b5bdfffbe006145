-- Comments of what is dropped need no statement; comments of what is created come after it.
create type b_kind as enum ('x');
create table fresh (id int primary key, k b_kind);
comment on type b_kind is 'comes';
comment on table fresh is 'comes';
comment on column fresh.k is 'comes';
