-- The sequence behind the identity has a name of its own choosing.
create table member (id int generated always as identity (sequence name member_counter) primary key);
create table badge (no int generated always as identity primary key);
