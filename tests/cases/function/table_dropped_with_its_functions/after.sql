-- Functions over the row type go before the table.
create table kept (id int, n int default 5);
