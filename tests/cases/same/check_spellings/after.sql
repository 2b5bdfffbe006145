-- IN is = ANY, BETWEEN is two comparisons, <> is !=, LIKE is ~~.
create table orders (id int primary key, state text, qty int, name varchar(9),
  constraint a check (state = any (array['open'::text, 'paid'::text])),
  constraint b check (qty >= 1 and qty <= 9),
  constraint c check ((((state != 'x'::text) and (not (qty is null))))),
  constraint d check ((name)::text ~~ 'a%'::text));
