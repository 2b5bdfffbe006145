-- Quotes, newlines, backslashes, dollar quotes, comment marks, unicode.
create table member (id int primary key, email text);
comment on table member is E'it''s "quoted"\nsecond line;\n-- third\n/* fourth */ $$ $1 \\ end ';
comment on column member.id is 'Größe — 日本語 🧪 ''''';
comment on column member.email is E'tab\there\r\ndos line';
