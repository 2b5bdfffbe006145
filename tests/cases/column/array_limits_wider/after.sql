-- Each element is looked at, so that the rows are written anew, which is told.
create table note (id integer primary key, words varchar(20)[], moments timestamp(3)[], sizes numeric(10,2)[]);
