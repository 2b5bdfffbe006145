-- Several at once: two neighbours in the middle, one at each end.
create type size as enum ('XS', 'S', 'M', 'M+', 'L', 'XL', 'XXL', '3XL');
create table shirt (id int primary key, size size not null);
