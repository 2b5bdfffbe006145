-- The table goes; a view in another schema and a materialized view read it. Both are named.
create schema report;
