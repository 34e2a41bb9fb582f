-- 检索: words of pieces and files as full text. The words are cut by the application, which knows Chinese; here they are only kept
-- and found. Null: written before there was search, or cut by an older dictionary, and waiting for its job.

create extension if not exists btree_gin;

alter table article add column words tsvector;
-- The county leads, so that no search reads another's postings.
create index article_words_idx on article using gin (county_id, words);
create index article_wordless_idx on article (county_id, id) where words is null;

alter table media add column words tsvector;
create index media_words_idx on media using gin (county_id, words);
create index media_wordless_idx on media (county_id, id) where words is null;
-- The list of a library, narrowed by words as well.
grant update (words) on article, media to juzhen_app;

-- 存下的检索: what a person looks for again and again.
create table saved_search (
  county_id int not null,
  id uuid not null,
  person_id uuid not null,
  name text not null check (char_length(name) between 1 and 40),
  -- The filter as the page's address keeps it.
  filter jsonb not null,
  created_at timestamptz not null,
  primary key (county_id, id),
  constraint saved_search_name_key unique (county_id, person_id, name),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table saved_search enable row level security;
alter table saved_search force row level security;
create policy owner on saved_search using (reaches_staff(county_id) and person_id = current_person())
  with check (reaches_staff(county_id) and person_id = current_person());
grant select, insert, delete on saved_search to juzhen_app;
