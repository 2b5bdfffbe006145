-- A limit that goes costs nothing; one that is wider is looked at element by element.
create table note (id integer primary key, words varchar[], moments timestamp[], sizes numeric[]);
