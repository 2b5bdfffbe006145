create table t (id int primary key, a text);
create materialized view m as select id, a || 'x' as a, a as b from t;
create index m_id on m (id);
alter table m alter a set storage external, alter a set statistics 10, alter b set statistics 5, cluster on m_id;
