create schema lib; create extension citext with schema lib; create extension pg_trgm with schema lib;
create table item (id int primary key, mail lib.citext not null default 'x', mails lib.citext[]);
create index item_mail on item (mail);
create index item_trgm on item using gin ((mail::text) lib.gin_trgm_ops);
