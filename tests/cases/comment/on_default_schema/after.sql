-- The default schema has a comment of its own from birth.
create table member (id int primary key);
comment on schema public is 'the shop';
