create table note (id integer, word text not null, constraint old_key primary key (id));
alter table note replica identity using index old_key;
