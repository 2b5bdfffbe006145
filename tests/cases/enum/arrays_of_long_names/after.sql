-- the array of the second type is called otherwise, since the name is cut: nobody sees that
create schema app;
create type a_name_that_is_just_as_long_as_a_name_can_be_in_this_server_xx2 as enum ('x');
create type a_name_that_is_just_as_long_as_a_name_can_be_in_this_server_xx1 as enum ('x');
create domain words as a_name_that_is_just_as_long_as_a_name_can_be_in_this_server_xx1[];
create table post (
    one a_name_that_is_just_as_long_as_a_name_can_be_in_this_server_xx1[] default '{}',
    two a_name_that_is_just_as_long_as_a_name_can_be_in_this_server_xx2[] default '{}'
);
