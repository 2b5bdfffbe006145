-- Dropping the parent would take the foreign table along.
create foreign data wrapper elsewhere;
create server far foreign data wrapper elsewhere;
