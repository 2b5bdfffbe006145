insert into lab values (1);
insert into sample (lab_id, code, qty) values (1, 'a', 1), (1, 'b', 2);
