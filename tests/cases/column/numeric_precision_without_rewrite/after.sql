-- More precision at the same scale, and no limit at all, rewrite nothing.
create table price (id int primary key, amount numeric(18,2) not null, rate numeric);
create index price_amount on price (amount);
