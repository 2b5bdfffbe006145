create domain qty as int constraint qty_ok check (value >= 0);
create table line (id int primary key, n qty, price int, total int generated always as (n * price) stored, big qty generated always as (price) stored,
  constraint n_price check (n < price));
