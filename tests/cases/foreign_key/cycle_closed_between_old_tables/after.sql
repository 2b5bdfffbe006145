-- The second half of a circle, with the first half in place.
create table team (id int primary key, captain_id int);
create table player (id int primary key, team_id int references team);
alter table team add foreign key (captain_id) references player;
