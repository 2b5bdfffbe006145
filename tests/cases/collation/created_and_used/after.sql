create collation german (provider = icu, locale = 'de-AT-x-icu');
create collation plain (locale = 'C');
create collation nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create domain word as text collate german;
create table t (id int primary key, a text collate german, b word, c varchar(9) collate nocase unique);
create index t_a on t (a collate plain);
comment on collation german is 'as in Austria';
