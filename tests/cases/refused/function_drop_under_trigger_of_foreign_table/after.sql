-- Foreign tables are not modelled, nor are their triggers.
create foreign data wrapper nowhere;
create server away foreign data wrapper nowhere;
create foreign table far (id int) server away;
