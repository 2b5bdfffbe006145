create table sample (id int primary key, readings int[] not null);
