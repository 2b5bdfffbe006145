-- Three tables in a circle, NOT NULL and deferred: no order of CREATE TABLEs alone does it.
create table team (id int primary key, captain_id int not null);
create table player (id int primary key, team_id int not null references team, coach_id int);
create table coach (id int primary key, favourite_id int references player);
alter table team add foreign key (captain_id) references player deferrable initially deferred;
alter table player add foreign key (coach_id) references coach;
