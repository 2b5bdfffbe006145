create table slot (pos int constraint slot_pos primary key, song text);
create table cue (id int constraint cue_pk primary key deferrable initially deferred);
