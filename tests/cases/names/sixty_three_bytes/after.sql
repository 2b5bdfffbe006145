-- Full-length names; derived names are cut by Postgres, so twins differ only at the far end.
create table t (id int primary key);
create table a_table_whose_name_is_exactly_sixty_three_bytes_long_for_a_test (
  a_column_whose_name_is_exactly_sixty_three_bytes_long_for_tests serial primary key,
  another_column_whose_name_is_long_enough_to_collide_when_cut_1 int unique check (another_column_whose_name_is_long_enough_to_collide_when_cut_1 > 0),
  another_column_whose_name_is_long_enough_to_collide_when_cut_2 int unique check (another_column_whose_name_is_long_enough_to_collide_when_cut_2 > 0),
  "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä" int references t
);
create index on a_table_whose_name_is_exactly_sixty_three_bytes_long_for_a_test (another_column_whose_name_is_long_enough_to_collide_when_cut_1);
create index on a_table_whose_name_is_exactly_sixty_three_bytes_long_for_a_test (another_column_whose_name_is_long_enough_to_collide_when_cut_2);
