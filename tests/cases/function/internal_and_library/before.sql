create function my_length(text) returns integer language internal immutable strict as 'textlen';
create function handler() returns language_handler language c as '$libdir/plpgsql', 'plpgsql_call_handler';
