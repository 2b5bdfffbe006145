create domain short as varchar(10); create domain price as numeric(8,2);
create table t (id int primary key, s short, p price, ss short[]);
