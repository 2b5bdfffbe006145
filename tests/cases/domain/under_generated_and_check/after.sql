create domain qty as bigint constraint qty_ok check (value >= 0);
create table line (id int primary key, n qty, price int, total bigint generated always as (n * price) stored, big qty generated always as (price) stored,
  constraint n_price check (n < price));
