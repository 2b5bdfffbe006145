create table part (id int, code text generated always as ('P' || lpad(id::text, 4, '0')) stored, constraint part_code_key unique (code));
create table use_of (part_code text constraint use_of_part references part (code));
