create table sample (no int primary key);
create table aliquot (sample_no int references sample, letter char(1), primary key (sample_no, letter));
