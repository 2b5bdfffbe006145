create schema archive;
create type archive.reason as enum ('moved', 'closed');
create table member (id int primary key, name text);
create table archive.closed_member (
  id int primary key,
  member_id int references public.member,
  reason archive.reason not null
);
create index closed_member_reason_idx on archive.closed_member (reason);
create sequence archive.ticket_no;
