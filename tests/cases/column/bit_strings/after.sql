-- Bit strings, fixed and varying.
create table mask (id int primary key, a bit varying(4), b bit varying(16), c bit(8)) ;
create index mask_b on mask (b);
