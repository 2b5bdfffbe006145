-- OUT arguments are no part of the identity.
create procedure p(in a integer, out b integer) language plpgsql as $$ begin b := 2; end $$;
create procedure q(in a integer, out b text, out c text) language plpgsql as $$ begin b := 2; end $$;
comment on procedure q(in integer, out text, out text) is 'three';
