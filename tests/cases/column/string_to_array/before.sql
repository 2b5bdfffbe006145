create table member (
    id integer primary key,
    languages character varying(20)
);
