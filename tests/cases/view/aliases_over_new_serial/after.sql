-- The serial waits for its sequence, and the column behind it waits for the serial.
create table t (a integer, b integer, c serial, d integer not null);
create view counted as select x.p from t x(p);
