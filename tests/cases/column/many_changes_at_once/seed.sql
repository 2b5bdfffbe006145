insert into member (email, age, plan, fax, joined, score) values
  ('a@lab.test', 30, 'pro', '1', '2026-01-01', 0.5),
  ('b@lab.test', 40, null, null, '2026-01-02', 0.25);
