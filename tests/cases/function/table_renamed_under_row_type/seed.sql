insert into old_t values (1, 'a');
