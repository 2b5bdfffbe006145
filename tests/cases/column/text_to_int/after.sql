-- No assignment cast: the plan has to say USING no::integer, for a person to review.
create table orders (id int primary key, no int);
