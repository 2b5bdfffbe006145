-- A schema with nothing in it is an object too.
create schema lab;
