-- 稿件: columns, sources, media, articles and their immutable revisions.

create table content_column (
  county_id int not null references region (code),
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  name_en text not null,
  position int not null default 0,
  active boolean not null default true,
  primary key (county_id, id),
  constraint content_column_slug_key unique (county_id, slug)
);
alter table content_column enable row level security;
alter table content_column force row level security;
create policy everyone on content_column for select using (reaches_staff(county_id) or reaches_public(county_id));
create policy desk on content_column using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on content_column to juzhen_app;

-- 稿源白名单 (C14): a reprint names one of these, in force on the day of submission.
create table source (
  county_id int not null references region (code),
  id uuid not null,
  name text not null,
  domain text,
  list text not null check (list in ('national', 'province', 'city', 'local')),
  starts_on date not null,
  ends_on date,
  primary key (county_id, id),
  constraint source_name_key unique (county_id, name)
);
alter table source enable row level security;
alter table source force row level security;
create policy staff on source for select using (reaches_staff(county_id));
create policy desk on source using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on source to juzhen_app;

create table media (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  uploaded_by uuid not null,
  kind text not null check (kind in ('image', 'audio', 'video')),
  mime text not null,
  bytes bigint not null check (bytes > 0),
  sha256 bytea check (length(sha256) = 32),
  object_key text not null,
  file_name text not null,
  alt text not null default '',
  state text not null default 'pending' check (state in ('pending', 'ready', 'refused')),
  refusal text,
  created_at timestamptz not null,
  public_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, uploaded_by) references person (county_id, id),
  check (state <> 'ready' or sha256 is not null)
);
create index media_department_idx on media (county_id, department_id, id desc);
alter table media enable row level security;
alter table media force row level security;
create policy owner on media using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy shared on media for select using (public_at is not null and (reaches_staff(county_id) or reaches_public(county_id)));
grant select, insert, update on media to juzhen_app;

create table article (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  author_id uuid not null,
  -- Everyone who wrote on it: none of them may decide on it (I3).
  writers uuid[] not null default '{}',
  title text not null,
  summary text not null default '',
  blocks jsonb not null default '[]',
  kind text not null check (kind in ('news', 'notice', 'policy', 'interpretation', 'clarification')),
  sensitivity text not null default 'plain' check (sensitivity in ('plain', 'sensitive')),
  origin text not null default 'original' check (origin in ('original', 'reprint')),
  emergency boolean not null default false,
  column_id uuid,
  topics text[] not null default '{}',
  source_id uuid,
  source_url text,
  cover_media_id uuid,
  version int not null default 1,
  state text not null default 'draft' check (state in ('draft', 'in_review', 'approved', 'released', 'withdrawn')),
  revision_count int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  released_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, author_id) references person (county_id, id),
  foreign key (county_id, column_id) references content_column (county_id, id),
  foreign key (county_id, source_id) references source (county_id, id),
  foreign key (county_id, cover_media_id) references media (county_id, id)
);
create index article_county_idx on article (county_id, updated_at desc, id desc);
create index article_department_idx on article (county_id, department_id, updated_at desc, id desc);
create index article_state_idx on article (county_id, state, updated_at desc, id desc);
alter table article enable row level security;
alter table article force row level security;
create policy owner on article using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy matrix on article for select using (state = 'released' and reaches_staff(county_id));
grant select, insert, update on article to juzhen_app;

-- What was submitted, frozen. digest = sha256 of the canonical form (title, summary, blocks, sources, media digests).
create table revision (
  county_id int not null,
  id uuid not null,
  article_id uuid not null,
  number int not null check (number > 0),
  department_id uuid not null,
  author_id uuid not null,
  writers uuid[] not null default '{}',
  submitted_by uuid not null,
  submitted_at timestamptz not null,
  title text not null,
  summary text not null,
  blocks jsonb not null,
  kind text not null,
  sensitivity text not null,
  origin text not null,
  emergency boolean not null,
  column_id uuid,
  topics text[] not null,
  source_name text,
  source_url text,
  cover_media_id uuid,
  digest bytea not null check (length(digest) = 32),
  public_at timestamptz,
  primary key (county_id, id),
  constraint revision_number_key unique (county_id, article_id, number),
  constraint revision_digest_key unique (county_id, id, digest),
  foreign key (county_id, article_id) references article (county_id, id)
);
alter table revision enable row level security;
alter table revision force row level security;
create policy owner on revision using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy shared on revision for select using (public_at is not null and (reaches_staff(county_id) or reaches_public(county_id)));
-- Only the mark of its first release may be set after the insert; the content has no update right at all.
grant select, insert on revision to juzhen_app;
grant update (public_at) on revision to juzhen_app;

create table revision_media (
  county_id int not null,
  revision_id uuid not null,
  media_id uuid not null,
  primary key (county_id, revision_id, media_id),
  foreign key (county_id, revision_id) references revision (county_id, id),
  foreign key (county_id, media_id) references media (county_id, id)
);
alter table revision_media enable row level security;
alter table revision_media force row level security;
create policy staff on revision_media using (reaches_staff(county_id)) with check (reaches_staff(county_id));
-- Which pictures a revision has, the public learns with the revision.
create policy shared on revision_media for select using (reaches_public(county_id)
  and exists (select from revision r where r.county_id = revision_media.county_id and r.id = revision_id));
grant select, insert on revision_media to juzhen_app;
