create table t (id int primary key, a text);
create materialized view m as select id, a from t;
create index m_id on m (id);
alter table m alter a set storage external, alter a set statistics 9, cluster on m_id;
