-- The text is the same to a person; the stored expression gains or loses casts.
create table orders (id int primary key, code text, qty numeric(10,2),
  constraint code_form check (code ~ '^[A-Z]+$' and length(code) < 9),
  constraint qty_range check (qty > 0 and qty < 1000));
