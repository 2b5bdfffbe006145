insert into "Member" values (1, 'a', null);
insert into member values (1, 'a');
