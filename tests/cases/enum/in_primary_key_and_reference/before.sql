create type lang as enum ('de', 'en', 'xx');
create table page (id int, lang lang, title text, primary key (id, lang));
create table link (id int primary key, page_id int, page_lang lang, foreign key (page_id, page_lang) references page);
