insert into "s p"."or""der" values (1, 'a');
