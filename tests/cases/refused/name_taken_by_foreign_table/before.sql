create foreign data wrapper elsewhere;
create server far foreign data wrapper elsewhere;
create foreign table reading (id int) server far;
