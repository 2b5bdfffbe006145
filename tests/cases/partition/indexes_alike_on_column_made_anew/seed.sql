insert into visit (name) values ('a');
