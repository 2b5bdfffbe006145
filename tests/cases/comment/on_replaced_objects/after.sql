-- Check and index are made anew; their unchanged comments must be said again.
create table member (id int primary key, qty int constraint qty_ok check (qty > 10));
create index member_qty on member (qty desc);
comment on constraint qty_ok on member is 'was and stays';
comment on index member_qty is 'was and stays';
