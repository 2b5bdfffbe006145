create table team (id int primary key, captain_id int);
create table player (id int primary key, team_id int references team);
