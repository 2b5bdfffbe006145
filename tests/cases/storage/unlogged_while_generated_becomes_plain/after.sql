-- three statements, of which none needs to wait for the table's
create unlogged table t (made integer);
