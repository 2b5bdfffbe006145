create table booking (id int primary key, room int not null, span tsrange not null);
