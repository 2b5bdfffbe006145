-- The generated column is referenced: its new expression takes unique and foreign key down and up again.
create table part (id int, code text generated always as ('P' || lpad(id::text, 6, '0')) stored, constraint part_code_key unique (code));
create table use_of (part_code text constraint use_of_part references part (code));
