create type an_enum_whose_name_is_exactly_sixty_three_bytes_long_for_a_test as enum ('a', 'b', 'c');
create table t (id int primary key, e an_enum_whose_name_is_exactly_sixty_three_bytes_long_for_a_test default 'a');
create index an_index_whose_name_is_exactly_sixty_three_bytes_long_for_test1 on t (e);
create index an_index_whose_name_is_exactly_sixty_three_bytes_long_for_test2 on t (id, e);
