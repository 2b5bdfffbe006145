create collation own (provider = icu, locale = 'und-u-ks-level2');
create table t (id int primary key, a text collate own unique);
