-- Before 17 the column has to be made anew: index, check, NOT NULL and comment with it.
create table member (id int primary key, first text, last text, full_name text generated always as (last || ', ' || first) stored not null);
create index member_full on member (full_name);
alter table member add constraint member_full_ck check (full_name <> '');
comment on column member.full_name is 'for lists';
