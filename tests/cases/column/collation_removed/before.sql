create table member (id int primary key, nick text collate "C" unique, city text collate "ucs_basic" default 'Linz');
