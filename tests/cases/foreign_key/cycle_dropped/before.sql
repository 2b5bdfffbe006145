create table team (id int primary key, captain_id int);
create table player (id int primary key, team_id int references team);
alter table team add constraint team_captain foreign key (captain_id) references player;
create table kept (id int primary key);
