create table note (id int primary key, above int) partition by range (id);
create table note_a partition of note for values from (0) to (9);
create table note_b partition of note for values from (9) to (99) partition by range (id);
create table note_c partition of note_b for values from (9) to (20);
alter table note add constraint up foreign key (above) references note;
