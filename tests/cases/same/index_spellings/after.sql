-- Defaults of method, order, nulls, operator class and collation written out.
create table doc (id int primary key, a text collate "default", b int, body jsonb);
create index doc_a on only public.doc using btree (a collate "default" text_ops asc nulls last);
create index doc_b on doc (b int4_ops desc nulls first);
create unique index doc_low on doc using btree ((lower(a))) where ((b is not null) and (a <> ''::text));
create index doc_body on doc using gin (body jsonb_ops);
