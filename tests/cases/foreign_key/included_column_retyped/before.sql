create table person (id integer not null, name text, mail text, primary key (id) include (name));
create unique index person_mail on person (mail) include (name);
create table note (person integer, mail text,
    constraint by_key foreign key (person) references person (id),
    constraint by_index foreign key (mail) references person (mail));
comment on constraint by_key on note is 'who wrote it';
