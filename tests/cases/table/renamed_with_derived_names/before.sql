create table account (
  id int primary key,
  email text not null unique,
  age int check (age >= 0),
  referrer_id int references account
);
create index on account (age);
