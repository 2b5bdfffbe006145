insert into job_queue (payload) values ('{"a": 1}'), ('{"b": 2}');
