create schema far;create table far.base (id int, note text);
