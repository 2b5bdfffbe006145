create table note (id int primary key, a text default 'x', b text, c text);
