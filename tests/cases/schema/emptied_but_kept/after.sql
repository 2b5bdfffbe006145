-- The last table goes, the schema stays: nothing may take it for a leftover.
create schema staging;
