create domain short as varchar(20); create domain price as numeric(10,4);
create table t (id int primary key, s short, p price, ss short[]);
