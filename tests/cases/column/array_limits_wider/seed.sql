insert into note values (1, '{a,null}', '{2020-01-02}', '{1.25}'), (2, null, '{}', null);
