-- 部门共享 (C22): a department offers a piece to another, or another asks for one, and it becomes their draft; both said so. Columns that
-- several accounts share, and what tells that the same words are on many accounts.

-- Frozen as it was offered or asked for: the owner consents to these words, and these are taken.
create table article_share (
  county_id int not null references region (code),
  id uuid not null,
  article_id uuid not null,
  from_department_id uuid not null,
  to_department_id uuid not null,
  state text not null check (state in ('asked', 'refused', 'offered', 'taken', 'declined', 'recalled')),
  note text not null,
  reason text not null default '',
  asked_by uuid,
  asked_at timestamptz,
  offered_by uuid,
  offered_at timestamptz,
  settled_by uuid,
  settled_at timestamptz,
  taken_article_id uuid,
  began_at timestamptz not null,
  title text not null,
  summary text not null,
  blocks jsonb not null,
  kind text not null,
  sensitivity text not null,
  origin text not null,
  ai text not null,
  cover_media_id uuid,
  topics text[] not null,
  source_id uuid,
  source_url text,
  source_author text,
  source_published_at timestamptz,
  source_licence text,
  -- Whose piece it is, where those who take it name no source of the list.
  carried_name text,
  writers uuid[] not null,
  primary key (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, from_department_id) references department (county_id, id),
  foreign key (county_id, to_department_id) references department (county_id, id),
  foreign key (county_id, taken_article_id) references article (county_id, id),
  check (from_department_id <> to_department_id),
  -- Nothing is taken that its owner did not offer, or agree to give.
  constraint article_share_consent check (state not in ('offered', 'taken') or offered_by is not null),
  check ((state = 'taken') = (taken_article_id is not null)),
  check (state not in ('declined', 'refused') or length(btrim(reason)) > 0)
);
create unique index article_share_open_key on article_share (county_id, article_id, to_department_id) where state in ('asked', 'offered');
create index article_share_to_idx on article_share (county_id, to_department_id, began_at desc, id desc);
create index article_share_from_idx on article_share (county_id, from_department_id, began_at desc, id desc);
create index article_share_list_idx on article_share (county_id, began_at desc, id desc);
alter table article_share enable row level security;
alter table article_share force row level security;
create policy parties on article_share
  using (reaches_department(county_id, from_department_id) or reaches_department(county_id, to_department_id))
  with check (reaches_department(county_id, from_department_id) or reaches_department(county_id, to_department_id));
grant select, insert on article_share to juzhen_app;
grant update (state, reason, offered_by, offered_at, settled_by, settled_at, taken_article_id) on article_share to juzhen_app;

-- Files that an offered piece shows: those it is offered to may show them too.
create table article_share_media (
  county_id int not null,
  share_id uuid not null,
  media_id uuid not null,
  to_department_id uuid not null,
  primary key (county_id, media_id, to_department_id, share_id),
  foreign key (county_id, share_id) references article_share (county_id, id),
  foreign key (county_id, media_id) references media (county_id, id),
  foreign key (county_id, to_department_id) references department (county_id, id)
);
alter table article_share_media enable row level security;
alter table article_share_media force row level security;
create policy parties on article_share_media for select using (reaches_department(county_id, to_department_id));
create policy offer on article_share_media for insert with check (exists (select from article_share s
  where s.county_id = article_share_media.county_id and s.id = share_id and reaches_department(s.county_id, s.from_department_id)));
grant select, insert on article_share_media to juzhen_app;
create policy lent on media for select using (reaches_staff(county_id) and exists (select from article_share_media l
  join article_share s on s.county_id = l.county_id and s.id = l.share_id and s.state in ('offered', 'taken')
  where l.county_id = media.county_id and l.media_id = media.id and l.to_department_id = current_department()));

-- 共用栏目: a column whose pieces several accounts carry; planning begins with them chosen.
create table column_account (
  county_id int not null,
  column_id uuid not null,
  account_id uuid not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (county_id, column_id, account_id),
  foreign key (county_id, column_id) references content_column (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, set_by) references person (county_id, id)
);
create index column_account_account_idx on column_account (county_id, account_id);
alter table column_account enable row level security;
alter table column_account force row level security;
create policy staff on column_account for select using (reaches_staff(county_id));
create policy desk on column_account using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on column_account to juzhen_app;

-- 同文群发: revisions of the same words, whoever's piece they are of, are found by what readers are shown.
alter table revision add column text_digest bytea check (length(text_digest) = 32);
create index revision_text_idx on revision (county_id, text_digest) where text_digest is not null;
create index release_target_revision_idx on release_target (county_id, revision_id, scheduled_at);
