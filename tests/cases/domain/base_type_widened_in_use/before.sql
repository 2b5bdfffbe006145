create domain amount as int default 0 not null constraint amount_positive check (value >= 0);
create table sale (id int primary key, net amount, tax amount default 5, note text);
create index sale_net on sale (net);
create table refund (id int primary key, net amount unique);
comment on domain amount is 'in cents';
comment on column sale.net is 'before tax';
