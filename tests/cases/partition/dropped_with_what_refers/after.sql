-- No partition can be dropped while a key refers to the table above it.
create schema other;
