-- Key, unique, check, reference, expression, predicate and generated column all follow a rename by themselves.
create table team (id int constraint team_pk primary key);
create table member (
  id int constraint member_pk primary key,
  email text constraint member_mail_uq unique,
  years int constraint member_age_ck check (years > 0),
  team_id int constraint member_team_fk references team,
  age_next int generated always as (years + 1) stored
);
create index member_ix on member (lower(email), years) where years > 18;
create table visit (id int primary key, member_no int constraint visit_fk references member (id));
comment on column member.email is 'login';
