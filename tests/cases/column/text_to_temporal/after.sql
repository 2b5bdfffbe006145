-- Three explicit casts out of text in one table.
create table import (id int primary key, born date, seen timestamp, took interval);
