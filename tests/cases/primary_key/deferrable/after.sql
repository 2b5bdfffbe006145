-- Deferrable on and off; a foreign key could not lean on the deferrable one.
create table slot (pos int constraint slot_pos primary key deferrable initially deferred, song text);
create table cue (id int constraint cue_pk primary key);
