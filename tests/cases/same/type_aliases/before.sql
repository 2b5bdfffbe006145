create table t (a int primary key, b bool, c varchar(9), d char(3), e decimal(5,2), f float, g timestamptz, h timestamp, i int8, j real, k bit varying(3), l dec, m float(20), n character, o time(6));
