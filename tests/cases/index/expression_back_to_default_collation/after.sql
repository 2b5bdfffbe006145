-- The collation of an expression is that of its columns, unless it is said.
create table note (id int, word text collate "en-x-icu", plain text);
create index note_kept on note (lower(word) collate "default", lower(plain));
create index note_changed on note (id, lower(word) collate "default");
create index note_plain on note (lower(plain));
