select setval('used_low', 5), setval('used_high', 300), nextval('turned');
