-- The former one is dropped late, when nothing refers to its index any more; the next one waits for that.
create table note (id integer, word text not null, constraint new_key primary key (id));
alter table note replica identity full;
