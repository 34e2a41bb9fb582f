-- 转载任务 (C22): one order, and each account reposts by its due time; what shows that it did, and what a look at some of them found.

-- What a piece was carried from: another of the county, or an order. Nothing of it changes afterwards.
alter table article add column carried_from uuid,
  add column carried_name text check (char_length(carried_name) between 1 and 60),
  add column ordered_digest bytea check (length(ordered_digest) = 32),
  add constraint article_carried_fkey foreign key (county_id, carried_from) references article (county_id, id);
create index article_carried_idx on article (county_id, carried_from) where carried_from is not null;
-- Carried by an order, and word for word as it was ordered: a rule may give it a shorter chain.
alter table revision add column relay boolean not null default false;

-- What a province orders of several counties; each is dealt its task by the worker, where its grant is in force.
create table relay_order (
  county_id int not null references region (code),
  id uuid not null,
  counties int[] not null check (cardinality(counties) between 1 and 500),
  title text not null,
  body text not null,
  source_name text not null,
  source_url text not null,
  source_author text,
  source_published_at timestamptz,
  source_licence text,
  note text not null,
  channel text check (channel in ('wechat', 'app', 'website', 'connector')),
  ordered_by uuid not null,
  ordered_at timestamptz not null,
  due_at timestamptz not null check (ordered_at < due_at),
  recalled_at timestamptz,
  recalled_reason text,
  primary key (county_id, id),
  check (recalled_at is null or length(btrim(recalled_reason)) > 0)
);
create index relay_order_list_idx on relay_order (county_id, ordered_at desc, id desc);
alter table relay_order enable row level security;
alter table relay_order force row level security;
create policy region on relay_order using (county_id = current_county() and current_reach() in ('oversight', 'system'))
  with check (county_id = current_county() and current_reach() in ('oversight', 'system'));
grant select, insert on relay_order to juzhen_app;
grant update (recalled_at, recalled_reason) on relay_order to juzhen_app;

create table relay_task (
  county_id int not null references region (code),
  id uuid not null,
  title text not null,
  summary text not null,
  blocks jsonb not null,
  kind text not null,
  sensitivity text not null,
  ai text not null,
  cover_media_id uuid,
  topics text[] not null,
  -- Who wrote a piece of ours: none of them decides on what is carried of it (I3).
  writers uuid[] not null,
  -- The released piece of ours that is relayed; none for what stands elsewhere.
  article_id uuid,
  source_id uuid,
  source_name text not null,
  source_url text not null,
  source_author text,
  source_published_at timestamptz,
  source_licence text,
  note text not null,
  -- Who ordered it, as people read it: the county's desk, or a region above.
  issuer text not null,
  ordered_by uuid,
  region_code int references region (code),
  order_id uuid,
  ordered_at timestamptz not null,
  due_at timestamptz not null check (ordered_at < due_at),
  recalled_at timestamptz,
  recalled_reason text,
  primary key (county_id, id),
  constraint relay_task_order_key unique (county_id, order_id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, source_id) references source (county_id, id),
  foreign key (county_id, ordered_by) references person (county_id, id),
  check ((region_code is null) = (order_id is null) and (region_code is null) = (ordered_by is not null)),
  check (recalled_at is null or length(btrim(recalled_reason)) > 0)
);
create index relay_task_list_idx on relay_task (county_id, ordered_at desc, id desc);
create index relay_task_article_idx on relay_task (county_id, article_id) where article_id is not null;
alter table relay_task enable row level security;
alter table relay_task force row level security;
create policy staff on relay_task for select using (reaches_staff(county_id));
create policy desk on relay_task using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy region on relay_task for select using (granted(county_id, 'released') and region_code = current_county());
grant select, insert on relay_task to juzhen_app;
grant update (recalled_at, recalled_reason) on relay_task to juzhen_app;

-- One account's part of a task. What shows that it was done is written when the target goes live, and stands whatever becomes of it.
create table relay_copy (
  county_id int not null,
  task_id uuid not null,
  account_id uuid not null,
  account_name text not null,
  channel text not null,
  department_id uuid not null,
  department_name text not null,
  region_code int,
  -- When it is asked to go out, so that accounts do not all speak at once.
  slot_at timestamptz not null,
  article_id uuid,
  taken_by uuid,
  taken_at timestamptz,
  declined_by uuid,
  declined_at timestamptz,
  decline_reason text,
  insisted_at timestamptz,
  insist_reason text,
  reminded_at timestamptz,
  target_id uuid,
  live_at timestamptz,
  url text,
  digest bytea,
  primary key (county_id, task_id, account_id),
  foreign key (county_id, task_id) references relay_task (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, target_id) references release_target (county_id, id),
  check ((live_at is null) = (target_id is null) and (live_at is null) = (digest is null)),
  check (declined_at is null or length(btrim(decline_reason)) > 0)
);
create index relay_copy_article_idx on relay_copy (county_id, article_id, account_id) where article_id is not null;
create index relay_copy_open_idx on relay_copy (county_id, department_id, task_id) where live_at is null and declined_at is null;
alter table relay_copy enable row level security;
alter table relay_copy force row level security;
create policy owner on relay_copy for select using (reaches_department(county_id, department_id));
create policy desk on relay_copy for insert with check (reaches_county(county_id));
create policy act on relay_copy for update using (reaches_department(county_id, department_id))
  with check (reaches_department(county_id, department_id));
create policy region on relay_copy for select using (granted(county_id, 'released') and region_code = current_county());
grant select, insert on relay_copy to juzhen_app;
grant update (article_id, taken_by, taken_at, declined_by, declined_at, decline_reason, insisted_at, insist_reason, reminded_at, target_id,
  live_at, url, digest) on relay_copy to juzhen_app;

-- 抽查: some of what was relayed, drawn by the server. With the seed and the pool anyone can draw the same again.
create table relay_draw (
  county_id int not null,
  id uuid not null,
  task_id uuid not null,
  seed bytea not null check (length(seed) = 32),
  pool uuid[] not null check (cardinality(pool) > 0),
  drawn uuid[] not null check (drawn <@ pool),
  drawn_by uuid not null,
  drawn_at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, task_id) references relay_task (county_id, id),
  foreign key (county_id, drawn_by) references person (county_id, id)
);
create index relay_draw_task_idx on relay_draw (county_id, task_id, drawn_at desc);
alter table relay_draw enable row level security;
alter table relay_draw force row level security;
create policy desk on relay_draw using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on relay_draw to juzhen_app;

create table relay_look (
  county_id int not null,
  draw_id uuid not null,
  account_id uuid not null,
  found text not null check (found in ('as_ordered', 'altered', 'gone', 'unreadable', 'other')),
  note text not null,
  looked_by uuid not null,
  looked_at timestamptz not null,
  primary key (county_id, draw_id, account_id),
  foreign key (county_id, draw_id) references relay_draw (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, looked_by) references person (county_id, id)
);
alter table relay_look enable row level security;
alter table relay_look force row level security;
create policy desk on relay_look using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on relay_look to juzhen_app;
