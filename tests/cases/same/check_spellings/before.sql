create table orders (id int primary key, state text, qty int, name varchar(9),
  constraint a check (state in ('open', 'paid')),
  constraint b check (qty between 1 and 9),
  constraint c check (state <> 'x' and not (qty is null)),
  constraint d check (name like 'a%'));
