create type a_kind as enum ('x');
create table gone (id int primary key, k a_kind);
comment on type a_kind is 'goes';
comment on table gone is 'goes';
comment on column gone.k is 'goes';
