-- Blank-padded and varying characters are different types, also under a key.
create table country (code varchar(2) primary key, name text, note char(5));
