create table mask (id int primary key, a bit(4), b bit varying(8), c bit(8));
