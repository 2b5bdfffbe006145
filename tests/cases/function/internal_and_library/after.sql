-- Functions of the server and of libraries, one with a support function.
create function my_length(text) returns integer language internal immutable strict parallel safe cost 100 as 'textoctetlen';
create function handler() returns language_handler language c strict as '$libdir/plpgsql', 'plpgsql_call_handler';
create function like_support(internal) returns internal language internal strict as 'textlike_support';
create function my_like(text, text) returns boolean language internal immutable strict support like_support as 'textlike';
