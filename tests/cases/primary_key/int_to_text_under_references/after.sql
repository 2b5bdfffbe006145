-- The reference cannot exist while only one side has changed its type.
create table sample (no text primary key);
create table aliquot (sample_no text references sample, letter char(1), primary key (sample_no, letter));
