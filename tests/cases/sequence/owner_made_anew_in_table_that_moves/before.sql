create unlogged sequence counter;
create unlogged table t (id integer primary key, a text, b text generated always as (lower(a)) stored);
alter sequence counter owned by t.b;
create sequence logged;
alter sequence logged owned by t.b;
create table m (id integer primary key, a text, b text generated always as (lower(a)) stored);
create sequence m_counter owned by m.b;
