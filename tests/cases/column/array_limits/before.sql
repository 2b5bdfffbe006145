create table note (id integer primary key, words varchar(10)[], moments timestamp(0)[], sizes numeric(8,2)[]);
