create table "T ""x" (a int);
create type "Mood ""y" as enum ('a');
