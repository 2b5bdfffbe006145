insert into orders (id, state, past) values (1, 'open', '{open}'), (2, 'paid', default), (3, 'void', '{}');
insert into order_log (id, was, became) values (1, null, 'open'), (2, 'open', default);
