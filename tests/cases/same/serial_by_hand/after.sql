-- What serial stands for.
create sequence member_id_seq as integer;
create sequence member_no_seq;
create table member (id integer not null default nextval('member_id_seq'::regclass), no bigint not null default nextval('public.member_no_seq'));
alter sequence member_id_seq owned by member.id;
alter sequence member_no_seq owned by member.no;
alter table member add constraint member_pkey primary key (id);
