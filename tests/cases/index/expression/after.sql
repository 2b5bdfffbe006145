-- Column to expression, expression to another one, and a mix with order and opclass.
create table member (id int primary key, email text, first text, last text, body jsonb);
create unique index member_email on member (lower(email));
create index member_body on member ((body ->> 'b'));
create index member_mix on member (id desc, (first || ' ' || last) collate "C" text_pattern_ops nulls first, ((body -> 'n')::int));
