-- Postgres renames no part along with its table: key, unique, check, foreign key and index
-- carry the old table's name and must arrive at the new one's.
create table member (
  id int primary key,
  email text not null unique,
  age int check (age >= 0),
  referrer_id int references member
);
create index on member (age);
