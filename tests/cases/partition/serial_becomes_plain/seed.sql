insert into reading (day) values ('2025-02-03');
