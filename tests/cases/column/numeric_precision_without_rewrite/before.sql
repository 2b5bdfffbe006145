create table price (id int primary key, amount numeric(10,2) not null, rate numeric(4,1));
create index price_amount on price (amount);
