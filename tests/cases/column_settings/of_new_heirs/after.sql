-- A new table has the storage of the columns above, as that is when it is made, and no more.
create table note (kind text, body text, title text) partition by list (kind);
create table note_a partition of note for values in ('a');
create table note_b partition of note for values in ('b');
create table note_c partition of note for values in ('c');
alter table only note alter body set storage external, alter title set storage plain;
alter table note_b alter body set storage external;
alter table note_c alter body set storage plain, alter title set storage plain;
create table doc (body text);
create table page () inherits (doc);
create table leaf (body text) inherits (doc);
alter table only doc alter body set storage external, alter body set statistics 10;
alter table leaf alter body set storage main, alter body set statistics 20;
