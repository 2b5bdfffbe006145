-- Scale up, scale down and an unbounded one bounded.
create table price (id int primary key, amount numeric(14,4), rate numeric(5,1), weight numeric(8,3));
