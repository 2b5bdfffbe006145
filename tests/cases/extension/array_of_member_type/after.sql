create extension hstore; create extension citext;
create table a (id int primary key, tags citext[] default '{x}', sets hstore[]);
