create collation own (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table t (id int primary key, a text collate own unique);
