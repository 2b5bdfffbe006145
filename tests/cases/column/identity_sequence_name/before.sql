create table member (id int generated always as identity primary key);
create table badge (no int generated always as identity (sequence name badge_counter) primary key);
