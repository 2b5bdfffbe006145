-- Views and functions around a domain that is made anew.
create domain amount as numeric(10,2) constraint positive check (value > 0);
create table sale (id int primary key, net amount not null, note text);
create view sale_view as select id, net, net * 2 as twice from sale;
create materialized view sale_sum as select note, sum(net) as total, min(net) as least from sale group by note;
create unique index sale_sum_note on sale_sum (note);
create function tax(a amount) returns amount language sql immutable as $$ select a $$;
comment on view sale_view is 'seen';
comment on function tax is 'a tax';
