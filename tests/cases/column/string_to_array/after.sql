-- A string becomes an array of one: as text it would have to spell an array already.
create table member (
    id integer primary key,
    languages character varying(20)[]
);
