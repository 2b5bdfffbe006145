-- no major from 13 to 18 has a statement for it, with one level below there is one
create table top (base integer, made integer);
create table middle () inherits (top);
create table low () inherits (middle);
