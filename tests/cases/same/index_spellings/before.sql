create table doc (id int primary key, a text, b int, body jsonb);
create index doc_a on doc (a);
create index doc_b on doc (b desc);
create unique index doc_low on doc (lower(a)) where b is not null and a <> '';
create index doc_body on doc using gin (body);
