create table team (id int constraint team_pk primary key);
create table member (
  no int constraint member_pk primary key,
  mail text constraint member_mail_uq unique,
  age int constraint member_age_ck check (age > 0),
  team int constraint member_team_fk references team,
  age_next int generated always as (age + 1) stored
);
create index member_ix on member (lower(mail), age) where age > 18;
create table visit (id int primary key, member_no int constraint visit_fk references member (no));
comment on column member.mail is 'login';
