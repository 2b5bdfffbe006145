create table orders (id int primary key, code varchar(10), qty int,
  constraint code_form check (code ~ '^[A-Z]+$' and length(code) < 9),
  constraint qty_range check (qty > 0 and qty < 1000));
