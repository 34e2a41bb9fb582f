-- 采编 (C13, C3-C5): the editorial plan, what departments submit to the county desk and what came of it, rolling stories,
-- the policy an interpretation explains, and how often a column or topic wants a piece.

-- 采编计划. The whole staff sees what is planned, so that nobody covers a thing twice; the desk plans.
create table plan_item (
  county_id int not null references region (code),
  id uuid not null,
  theme text not null check (length(btrim(theme)) > 0),
  starts_on date not null,
  ends_on date not null check (starts_on <= ends_on),
  column_id uuid,
  topic text,
  note text not null default '',
  planned_by uuid not null,
  created_at timestamptz not null,
  dropped_at timestamptz,
  dropped_reason text,
  primary key (county_id, id),
  foreign key (county_id, column_id) references content_column (county_id, id),
  foreign key (county_id, planned_by) references person (county_id, id),
  check (dropped_at is null or length(btrim(dropped_reason)) > 0)
);
create index plan_item_days_idx on plan_item (county_id, starts_on, id);
alter table plan_item enable row level security;
alter table plan_item force row level security;
create policy staff on plan_item for select using (reaches_staff(county_id));
create policy desk on plan_item using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on plan_item to juzhen_app;

-- 任务: an item's coverage by one department, and by one person of it where one is named.
create table assignment (
  county_id int not null,
  id uuid not null,
  item_id uuid not null,
  department_id uuid not null,
  person_id uuid,
  due_at timestamptz not null,
  note text not null default '',
  state text not null default 'assigned' check (state in ('assigned', 'in_progress', 'delivered', 'covered', 'dropped')),
  remark text not null default '',
  assigned_by uuid not null,
  created_at timestamptz not null,
  state_at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, item_id) references plan_item (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  foreign key (county_id, assigned_by) references person (county_id, id)
);
create index assignment_item_idx on assignment (county_id, item_id);
create index assignment_due_idx on assignment (county_id, due_at) where state in ('assigned', 'in_progress');
alter table assignment enable row level security;
alter table assignment force row level security;
create policy staff on assignment for select using (reaches_staff(county_id));
create policy desk on assignment using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy owner on assignment for update using (reaches_department(county_id, department_id))
  with check (reaches_department(county_id, department_id));
grant select, insert on assignment to juzhen_app;
grant update (person_id, due_at, note, state, remark, state_at) on assignment to juzhen_app;

-- The pieces that cover an assignment.
create table assignment_article (
  county_id int not null,
  assignment_id uuid not null,
  article_id uuid not null,
  department_id uuid not null,
  linked_at timestamptz not null,
  primary key (county_id, assignment_id, article_id),
  foreign key (county_id, assignment_id) references assignment (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id)
);
create index assignment_article_idx on assignment_article (county_id, article_id);
alter table assignment_article enable row level security;
alter table assignment_article force row level security;
create policy staff on assignment_article for select using (reaches_staff(county_id));
create policy owner on assignment_article for insert with check (reaches_department(county_id, department_id));
grant select, insert on assignment_article to juzhen_app;

-- The last receipt number given on a day.
create table receipt_counter (
  county_id int not null references region (code),
  day date not null,
  last int not null check (last > 0),
  primary key (county_id, day)
);
alter table receipt_counter enable row level security;
alter table receipt_counter force row level security;
create policy staff on receipt_counter using (reaches_staff(county_id)) with check (reaches_staff(county_id));
grant select, insert, update on receipt_counter to juzhen_app;

-- 报送: a department's text for the county desk. What was adopted is an article of the desk, with everyone who wrote it among its writers.
create table submission (
  county_id int not null,
  id uuid not null,
  number text not null,
  department_id uuid not null,
  submitted_by uuid not null,
  writers uuid[] not null check (cardinality(writers) > 0),
  title text not null check (length(btrim(title)) > 0),
  summary text not null default '',
  blocks jsonb not null,
  kind text not null check (kind in ('news', 'notice', 'policy', 'interpretation', 'clarification')),
  sensitivity text not null check (sensitivity in ('plain', 'sensitive')),
  origin text not null check (origin in ('original', 'reprint')),
  source_id uuid,
  source_url text,
  cover_media_id uuid,
  note text not null default '',
  -- The department's own article it was made from, and the desk's article it became.
  article_id uuid,
  adopted_article_id uuid,
  assignment_id uuid,
  state text not null default 'submitted' check (state in ('submitted', 'asked', 'adopted', 'adopted_with_edits', 'declined', 'withdrawn')),
  -- The desk's last word: its question, or why it declined.
  reason text not null default '',
  version int not null default 1,
  submitted_at timestamptz not null,
  state_at timestamptz not null,
  primary key (county_id, id),
  constraint submission_number_key unique (county_id, number),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, submitted_by) references person (county_id, id),
  foreign key (county_id, source_id) references source (county_id, id),
  foreign key (county_id, cover_media_id) references media (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, adopted_article_id) references article (county_id, id),
  foreign key (county_id, assignment_id) references assignment (county_id, id),
  check ((state in ('adopted', 'adopted_with_edits')) = (adopted_article_id is not null)),
  check (state not in ('asked', 'declined') or length(btrim(reason)) > 0)
);
create index submission_county_idx on submission (county_id, submitted_at desc, id desc);
create index submission_department_idx on submission (county_id, department_id, submitted_at desc, id desc);
create index submission_waiting_idx on submission (county_id, state_at) where state in ('submitted', 'asked');
create index submission_assignment_idx on submission (county_id, assignment_id) where assignment_id is not null;
create unique index submission_adopted_key on submission (county_id, adopted_article_id) where adopted_article_id is not null;
alter table submission enable row level security;
alter table submission force row level security;
create policy owner on submission for select using (reaches_department(county_id, department_id));
create policy send on submission for insert with check (reaches_department(county_id, department_id) and state = 'submitted');
-- A department answers or takes back; only the desk adopts, declines or asks.
create policy department on submission for update using (reaches_department(county_id, department_id))
  with check (reaches_department(county_id, department_id) and state in ('submitted', 'withdrawn'));
create policy desk on submission for update using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on submission to juzhen_app;
grant update (writers, title, summary, blocks, kind, sensitivity, origin, source_id, source_url, cover_media_id, note, adopted_article_id,
  state, reason, version, state_at) on submission to juzhen_app;

create table submission_media (
  county_id int not null,
  submission_id uuid not null,
  media_id uuid not null,
  department_id uuid not null,
  primary key (county_id, submission_id, media_id),
  foreign key (county_id, submission_id) references submission (county_id, id),
  foreign key (county_id, media_id) references media (county_id, id)
);
alter table submission_media enable row level security;
alter table submission_media force row level security;
create policy owner on submission_media using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, delete on submission_media to juzhen_app;

-- What happened to a submission, in order; never changed.
create table submission_event (
  county_id int not null,
  id uuid not null,
  submission_id uuid not null,
  department_id uuid not null,
  kind text not null check (kind in ('submitted', 'asked', 'answered', 'adopted', 'adopted_with_edits', 'declined', 'withdrawn', 'reprinted')),
  person_id uuid not null,
  note text not null default '',
  at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, submission_id) references submission (county_id, id)
);
create index submission_event_idx on submission_event (county_id, submission_id, at, id);
alter table submission_event enable row level security;
alter table submission_event force row level security;
create policy owner on submission_event using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on submission_event to juzhen_app;

-- A medium beyond the county that carried an adopted submission, noted by the desk; once an address.
create table submission_reprint (
  county_id int not null,
  id uuid not null,
  submission_id uuid not null,
  department_id uuid not null,
  outlet_name text not null check (length(btrim(outlet_name)) > 0),
  list text not null check (list in ('national', 'province', 'city', 'local')),
  url text not null,
  reprinted_on date not null,
  noted_by uuid not null,
  noted_at timestamptz not null,
  primary key (county_id, id),
  constraint submission_reprint_key unique (county_id, submission_id, url),
  foreign key (county_id, submission_id) references submission (county_id, id),
  foreign key (county_id, noted_by) references person (county_id, id)
);
alter table submission_reprint enable row level security;
alter table submission_reprint force row level security;
create policy owner on submission_reprint for select using (reaches_department(county_id, department_id));
create policy desk on submission_reprint for insert with check (reaches_county(county_id));
grant select, insert on submission_reprint to juzhen_app;

-- 政策解读 (C4): the policy an interpretation explains, in the draft and frozen with the revision.
alter table article add column policy_id uuid, add foreign key (county_id, policy_id) references article (county_id, id),
  add check (policy_id is null or (kind = 'interpretation' and policy_id <> id));
create index article_policy_idx on article (county_id, policy_id) where policy_id is not null;
alter table revision add column policy_id uuid, add foreign key (county_id, policy_id) references article (county_id, id);
create index revision_policy_idx on revision (county_id, policy_id) where policy_id is not null;

-- 滚动报道 (C3): one event that many pieces join.
create table story (
  county_id int not null references region (code),
  id uuid not null,
  title text not null check (length(btrim(title)) > 0),
  summary text not null default '',
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, opened_by) references person (county_id, id)
);
alter table story enable row level security;
alter table story force row level security;
create policy staff on story for select using (reaches_staff(county_id));
create policy desk on story using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on story to juzhen_app;

create table story_article (
  county_id int not null,
  story_id uuid not null,
  article_id uuid not null,
  department_id uuid not null,
  joined_at timestamptz not null,
  primary key (county_id, story_id, article_id),
  foreign key (county_id, story_id) references story (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id)
);
create index story_article_idx on story_article (county_id, article_id);
alter table story_article enable row level security;
alter table story_article force row level security;
create policy staff on story_article for select using (reaches_staff(county_id));
create policy owner on story_article for insert with check (reaches_department(county_id, department_id));
create policy leave on story_article for delete using (reaches_department(county_id, department_id));
-- The public learns of a piece's place in a story with the piece, and of a story with its first piece.
create policy shared on story_article for select using (reaches_public(county_id)
  and exists (select from revision r where r.county_id = story_article.county_id and r.article_id = story_article.article_id));
create policy shared on story for select using (reaches_public(county_id)
  and exists (select from story_article a where a.county_id = story.county_id and a.story_id = story.id));
grant select, insert, delete on story_article to juzhen_app;

-- 更新周期 (C5): a column or topic that wants a piece every so many days.
create table coverage_rhythm (
  county_id int not null references region (code),
  id uuid not null,
  column_id uuid,
  topic text,
  days int not null check (days between 1 and 366),
  since timestamptz not null,
  primary key (county_id, id),
  constraint coverage_rhythm_key unique nulls not distinct (county_id, column_id, topic),
  foreign key (county_id, column_id) references content_column (county_id, id),
  check ((column_id is null) <> (topic is null))
);
alter table coverage_rhythm enable row level security;
alter table coverage_rhythm force row level security;
create policy staff on coverage_rhythm for select using (reaches_staff(county_id));
create policy desk on coverage_rhythm using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update, delete on coverage_rhythm to juzhen_app;
