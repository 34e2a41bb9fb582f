-- 稿源: where a reprint comes from beside its source's name and address; feeds of listed sources, what came through them, and which
-- department is offered it (C13, C14).

-- 转载授权: what the source allows, by its own words or by agreement; a reprint starts from it.
alter table source add column licence text not null default '' check (char_length(licence) <= 200);

-- 出处 of a reprint: who wrote it, when it was first out, and under what leave it is carried.
alter table article add column source_author text, add column source_published_at timestamptz, add column source_licence text;
alter table revision add column source_author text, add column source_published_at timestamptz, add column source_licence text;
alter table submission add column source_author text, add column source_published_at timestamptz, add column source_licence text;
grant update (source_author, source_published_at, source_licence) on submission to juzhen_app;
alter table publication add column source_author text, add column source_published_at timestamptz, add column source_licence text;

-- 原创占比: what went live in a period is one step away.
create index release_target_live_idx on release_target (county_id, live_at) where live_at is not null;

-- 订阅源: an RSS, Atom or JSON Feed of a listed source, asked again and again.
create table feed (
  county_id int not null,
  id uuid not null,
  source_id uuid not null,
  name text not null check (char_length(name) between 1 and 60),
  url text not null,
  state text not null default 'active' check (state in ('active', 'paused')),
  every_minutes int not null check (every_minutes between 15 and 1440),
  -- What its server gave to be asked with again.
  etag text,
  last_modified text,
  asked_at timestamptz,
  -- When it last answered with what could be read, or that nothing is new.
  answered_at timestamptz,
  next_at timestamptz not null,
  failures int not null default 0 check (0 <= failures),
  -- What is wrong with it, or was with its last answer; a code, and the number it speaks of.
  trouble text,
  trouble_number int,
  added_by uuid not null,
  added_at timestamptz not null,
  primary key (county_id, id),
  constraint feed_url_key unique (county_id, url),
  foreign key (county_id, source_id) references source (county_id, id),
  foreign key (county_id, added_by) references person (county_id, id)
);
alter table feed enable row level security;
alter table feed force row level security;
create policy staff on feed for select using (reaches_staff(county_id));
create policy desk on feed using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on feed to juzhen_app;
grant update (name, url, state, every_minutes, etag, last_modified, asked_at, answered_at, next_at, failures, trouble, trouble_number)
  on feed to juzhen_app;

-- 分派: which department is offered what comes through a feed, or through every feed.
create table feed_route (
  county_id int not null,
  id uuid not null,
  feed_id uuid,
  department_id uuid not null,
  -- One of these must stand in title or text; none: everything is offered.
  words text[] not null default '{}',
  -- None of these may.
  without text[] not null default '{}',
  added_at timestamptz not null,
  primary key (county_id, id),
  constraint feed_route_key unique nulls not distinct (county_id, feed_id, department_id),
  foreign key (county_id, feed_id) references feed (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id)
);
alter table feed_route enable row level security;
alter table feed_route force row level security;
create policy staff on feed_route for select using (reaches_staff(county_id));
create policy desk on feed_route using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on feed_route to juzhen_app;
grant update (words, without) on feed_route to juzhen_app;

-- 来稿: what came through a feed, once. What reads nearly alike is one group, named by its first.
create table feed_item (
  county_id int not null,
  id uuid not null,
  feed_id uuid not null,
  source_id uuid not null,
  -- Of what the feed names it by, and of its address without what only counts clicks.
  guid_hash bytea not null check (length(guid_hash) = 32),
  url_hash bytea not null check (length(url_hash) = 32),
  url text not null,
  title text not null,
  -- Plain paragraphs, a line each.
  body text not null,
  author text,
  published_at timestamptz,
  licence text,
  group_id uuid not null,
  seen_at timestamptz not null,
  primary key (county_id, id),
  constraint feed_item_guid_key unique (county_id, feed_id, guid_hash),
  constraint feed_item_url_key unique (county_id, url_hash),
  foreign key (county_id, feed_id) references feed (county_id, id),
  foreign key (county_id, source_id) references source (county_id, id),
  foreign key (county_id, group_id) references feed_item (county_id, id)
);
create index feed_item_group_idx on feed_item (county_id, group_id, seen_at, id);
alter table feed_item enable row level security;
alter table feed_item force row level security;
create policy staff on feed_item for select using (reaches_staff(county_id));
create policy system on feed_item for insert with check (reaches_system(county_id));
grant select, insert on feed_item to juzhen_app;

-- The bands of an item's MinHash: whoever shares one may read alike, and is compared in full.
create table feed_item_band (
  county_id int not null,
  band int not null,
  item_id uuid not null,
  primary key (county_id, band, item_id),
  foreign key (county_id, item_id) references feed_item (county_id, id)
);
alter table feed_item_band enable row level security;
alter table feed_item_band force row level security;
create policy staff on feed_item_band for select using (reaches_staff(county_id));
create policy system on feed_item_band for insert with check (reaches_system(county_id));
grant select, insert on feed_item_band to juzhen_app;

-- 转载候选: a group as one department is offered it.
create table candidate (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  group_id uuid not null,
  source_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'taken', 'dismissed')),
  found_at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz,
  article_id uuid,
  primary key (county_id, id),
  constraint candidate_group_key unique (county_id, department_id, group_id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, group_id) references feed_item (county_id, id),
  foreign key (county_id, source_id) references source (county_id, id),
  foreign key (county_id, settled_by) references person (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  check ((state = 'waiting') = (settled_at is null) and (state = 'taken') = (article_id is not null))
);
create index candidate_state_idx on candidate (county_id, state, found_at desc, id desc);
create index candidate_department_idx on candidate (county_id, department_id, state, found_at desc, id desc);
alter table candidate enable row level security;
alter table candidate force row level security;
create policy owner on candidate using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on candidate to juzhen_app;
grant update (state, settled_by, settled_at, article_id) on candidate to juzhen_app;
