insert into orders values (1, 'open', '{paid}'), (2, 'paid', '{open,void}'), (3, default, default);
