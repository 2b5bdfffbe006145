-- The same columns on both sides, paired the other way round.
create table seat (a int, b int, primary key (a, b));
create table ticket (x int, y int, constraint ticket_seat foreign key (x, y) references seat (b, a));
