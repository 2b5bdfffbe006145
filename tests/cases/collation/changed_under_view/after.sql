create collation german (provider = icu, locale = 'de-AT');
create table t (id int primary key, a text collate german);
create view v as select a, a < 'x' collate german as early from t;
create materialized view m as select a from t;
create index m_a on m (a);
