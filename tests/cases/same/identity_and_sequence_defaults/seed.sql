insert into member default values;
