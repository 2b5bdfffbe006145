create table member (id int primary key, qty int constraint qty_ok check (qty > 0));
create index member_qty on member (qty);
comment on constraint qty_ok on member is 'was and stays';
comment on index member_qty is 'was and stays';
