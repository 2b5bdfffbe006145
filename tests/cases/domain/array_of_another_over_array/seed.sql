insert into t values (1, null, '{"{a,b}"}', '{"{c}"}', array['{1,2}'::tags], null), (2, null, null, null, null, null);
