-- Another collation is another shape.
create table member (id int primary key, email text, active boolean not null default true);
create view member_key as select id, email collate "C" as key from member;
create view sorted as select key from member_key order by key;
