-- Every column goes but the table stays, rows and all; and one is created bare.
create table marker ();
create table scrap (a int);
create table bare ();
