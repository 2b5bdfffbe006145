insert into note (word) values ('a');
insert into page (word) values ('b');
