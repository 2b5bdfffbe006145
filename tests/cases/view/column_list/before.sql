create table member (id int primary key, email text, active boolean not null default true);
create view listed (number, mail) as select id, email from member;
create view constants (a, b) as values (1, 'x'), (2, 'y');
create view united (n) as select id from member union select 0;
