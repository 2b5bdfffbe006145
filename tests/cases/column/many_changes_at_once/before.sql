create table member (
  id int generated always as identity primary key,
  email varchar(40) not null,
  age smallint default 18 check (age > 0),
  plan text,
  fax text,
  joined timestamp not null default now(),
  score real
);
create index member_age_plan on member (age, plan);
