create table marker ();
