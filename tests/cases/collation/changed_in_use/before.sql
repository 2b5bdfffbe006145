create collation german (provider = icu, locale = 'de');
create domain word as text collate german;
create type pair as (w text collate german);
create table t (id int primary key, a text collate german not null default 'ä', b word, c text, p pair, constraint a_ok check (a < 'z' collate german));
create index t_a on t (a);
create index t_c on t (c collate german);
comment on collation german is 'of Germany';
