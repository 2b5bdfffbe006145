-- One parent loses the column, and the child has it from the other still.
create table a (x int);create table b (y int, common text);create table child (z int) inherits (a, b);
