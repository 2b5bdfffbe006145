insert into t values (1, 'it''s'), (2, 'back\slash');
