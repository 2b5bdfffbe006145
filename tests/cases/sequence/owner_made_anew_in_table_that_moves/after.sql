-- Nor does it miss what happens to the table meanwhile.
create sequence counter;
create table t (id integer primary key, a text, b text generated always as (upper(a)) stored);
alter sequence counter owned by t.b;
create unlogged sequence logged;
alter sequence logged owned by t.b;
create table m (id integer primary key, a text, b text generated always as (upper(a) || 'x') stored, c text generated always as (a) stored);
create sequence m_counter increment 2 owned by m.b;
alter table m owner to writer;
