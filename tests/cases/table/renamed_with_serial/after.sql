-- The owned sequence account_id_seq must become member_id_seq, and the default must follow.
create table member (id serial primary key, email text);
