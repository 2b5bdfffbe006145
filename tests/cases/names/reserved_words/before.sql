create table "user" (id int primary key, "group" text);
create table "order" (id int primary key, "user" int references "user", "table" text default 'x');
