-- In the word that says so on each major.
create table t (id int primary key, a text, b text, c int);
grant all on t to clerk;
