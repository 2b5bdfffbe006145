-- Names from a column list, over VALUES and UNION too.
create table member (id int primary key, email text, active boolean not null default true);
create view listed (number, mail, live) as select id, email, active from member;
create view constants (a, c) as values (1, 'x'), (2, 'z');
create view united (n, m) as select id, email from member union select 0, null;
