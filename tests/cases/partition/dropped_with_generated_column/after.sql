-- The generated column stands before the one that it reads: both go with their table, and the index too.
create type mood as enum ('sad', 'ok');
