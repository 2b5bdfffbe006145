create table member (id int primary key, first text, last text, full_name text generated always as (first || ' ' || last) stored not null);
create index member_full on member (full_name);
alter table member add constraint member_full_ck check (full_name <> '');
comment on column member.full_name is 'for lists';
