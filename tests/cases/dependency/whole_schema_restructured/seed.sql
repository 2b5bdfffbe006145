insert into users (mail, org) values ('a@lab.test', 'A'), ('b@lab.test', null);
insert into orders (user_id, state, total) values (1, 'new', 1.5), (2, 'paid', 2);
