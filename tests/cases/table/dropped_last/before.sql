create table member (
  id serial primary key,
  email text not null unique
);
