create schema lib; create extension citext; create extension pg_trgm;
create table item (id int primary key, mail citext not null default 'x', mails citext[]);
create index item_mail on item (mail);
create index item_trgm on item using gin ((mail::text) gin_trgm_ops);
