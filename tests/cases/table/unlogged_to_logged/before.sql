create unlogged table session (id uuid primary key, member text, seen_at timestamptz);
