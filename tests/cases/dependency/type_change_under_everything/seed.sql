insert into site values (1), (2);
insert into reading (id, site_id, value, span) values (1, 1, 6, '[1,3)'), (2, 1, 7, '[1,3)'), (3, 2, default, null);
