-- 发布: accounts with filings, releases of approved digests, targets, quotas, the public copy, outlets and their deliveries.

create table account (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  channel text not null check (channel in ('wechat', 'app', 'website', 'connector')),
  name text not null,
  external_id text,
  settings jsonb not null default '{}',
  secret bytea,
  filing_id uuid,
  state text not null default 'unfiled' check (state in ('unfiled', 'active', 'paused', 'closed')),
  paused_reason text,
  created_at timestamptz not null,
  primary key (county_id, id),
  constraint account_department_fkey foreign key (county_id, department_id) references department (county_id, id),
  -- No filing, no publishing (C1): an account cannot be active without one.
  constraint account_active_filed check (state <> 'active' or filing_id is not null)
);
create unique index account_one_per_channel_key on account (county_id, department_id, channel, name) where state <> 'closed';
alter table account enable row level security;
alter table account force row level security;
create policy staff on account for select using (reaches_staff(county_id));
create policy desk on account using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy oversight on account for select using (granted(county_id, 'figures'));
grant select, insert, update on account to juzhen_app;

create table filing (
  county_id int not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('open', 'change', 'close', 'cancel')),
  number text not null,
  filed_on date not null,
  approved_on date,
  recorded_by uuid,
  primary key (county_id, id),
  constraint filing_account_key unique (county_id, id, account_id),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table filing enable row level security;
alter table filing force row level security;
create policy staff on filing for select using (reaches_staff(county_id));
create policy desk on filing using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on filing to juzhen_app;
alter table account add constraint account_filing_fkey foreign key (county_id, filing_id, id) references filing (county_id, id, account_id);

create table release (
  county_id int not null,
  id uuid not null,
  article_id uuid not null,
  revision_id uuid not null,
  digest bytea not null,
  department_id uuid not null,
  scheduled_at timestamptz not null,
  -- The group is whole when every target is live; past this instant it raises an alarm.
  whole_by timestamptz not null,
  alarmed_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  primary key (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  -- I2: nothing but an approved digest can be released, by anyone.
  constraint release_approved_digest foreign key (county_id, revision_id, digest) references approval (county_id, revision_id, digest),
  check (withdrawn_at is null or length(btrim(withdrawal_reason)) > 0)
);
create index release_schedule_idx on release (county_id, scheduled_at desc, id desc);
create index release_article_idx on release (county_id, article_id);
alter table release enable row level security;
alter table release force row level security;
create policy owner on release using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on release to juzhen_app;
grant update (scheduled_at, whole_by, alarmed_at, withdrawn_at, withdrawal_reason) on release to juzhen_app;

create table release_target (
  county_id int not null,
  id uuid not null,
  release_id uuid not null,
  revision_id uuid not null,
  account_id uuid not null,
  department_id uuid not null,
  channel text not null,
  state text not null default 'planned' check (state in ('planned', 'sending', 'accepted', 'live', 'failed', 'unconfirmed', 'missed', 'withdrawn')),
  state_at timestamptz not null,
  scheduled_at timestamptz not null,
  -- The act on the platform last begun (upload, draft, submit, publish); written before it is tried, so a crash leaves its trace.
  act text,
  acted_at timestamptz,
  -- What the platform already holds for this target: media id to its address there, so that a retry uploads nothing twice.
  uploads jsonb not null default '{}',
  -- The day whose quota this target holds a reservation of, and whether a push is part of it.
  reserved_on date,
  reserved_push boolean not null default false,
  lease_token uuid,
  lease_until timestamptz,
  attempts int not null default 0,
  external_draft_id text,
  external_id text,
  external_article_id text,
  external_url text,
  error_code text,
  error_text text,
  -- The platform's own number of the failed call, for its support.
  error_rid text,
  looks int not null default 0,
  next_look_at timestamptz,
  live_at timestamptz,
  primary key (county_id, id),
  constraint release_target_account_key unique (county_id, release_id, account_id),
  foreign key (county_id, release_id) references release (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id)
);
-- I4: one account never carries the same revision twice at once.
create unique index release_target_revision_key on release_target (county_id, account_id, revision_id) where state not in ('failed', 'missed', 'withdrawn');
create index release_target_due_idx on release_target (county_id, scheduled_at) where state in ('planned', 'sending', 'accepted', 'unconfirmed');
alter table release_target enable row level security;
alter table release_target force row level security;
create policy owner on release_target using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on release_target to juzhen_app;

-- 配额: reserved before an act, consumed when the platform took it, returned when it surely did not (I5).
create table quota (
  county_id int not null,
  account_id uuid not null,
  kind text not null,
  period date not null,
  allowed int not null,
  reserved int not null default 0 check (reserved >= 0),
  consumed int not null default 0 check (consumed >= 0),
  primary key (county_id, account_id, kind, period),
  constraint quota_not_exceeded check (reserved + consumed <= allowed),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table quota enable row level security;
alter table quota force row level security;
create policy staff on quota for select using (reaches_staff(county_id));
create policy write on quota using (reaches_staff(county_id)) with check (reaches_staff(county_id));
grant select, insert, update on quota to juzhen_app;

-- What the public sees of a release on our own channels: the copy the public list reads. Withdrawn rows stay, with the reason (I10).
create table publication (
  county_id int not null,
  id uuid not null,
  release_id uuid not null,
  article_id uuid not null,
  revision_id uuid not null,
  account_id uuid not null,
  department_id uuid not null,
  channel text not null check (channel in ('website', 'app')),
  column_id uuid,
  topics text[] not null,
  kind text not null,
  emergency boolean not null,
  title text not null,
  summary text not null,
  department_name text not null,
  source_name text,
  source_url text,
  cover_media_id uuid,
  cover_alt text,
  digest bytea not null,
  released_at timestamptz not null,
  -- A correction takes the place of what it corrects: lists show the newest copy of an article alone.
  superseded_at timestamptz,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  primary key (county_id, id),
  constraint publication_release_key unique (county_id, release_id, channel),
  foreign key (county_id, release_id) references release (county_id, id),
  foreign key (county_id, revision_id) references revision (county_id, id),
  check (withdrawn_at is null or length(btrim(withdrawal_reason)) > 0)
);
create index publication_list_idx on publication (county_id, channel, released_at desc, id desc)
  where withdrawn_at is null and superseded_at is null;
create index publication_column_idx on publication (county_id, channel, column_id, released_at desc, id desc)
  where withdrawn_at is null and superseded_at is null;
create index publication_article_idx on publication (county_id, article_id, channel, released_at desc);
alter table publication enable row level security;
alter table publication force row level security;
create policy everyone on publication for select using (reaches_staff(county_id) or reaches_public(county_id) or granted(county_id, 'released'));
create policy system on publication for insert with check (reaches_system(county_id));
create policy withdraw on publication for update using (reaches_staff(county_id)) with check (reaches_staff(county_id));
grant select, insert on publication to juzhen_app;
grant update (superseded_at, withdrawn_at, withdrawal_reason) on publication to juzhen_app;

-- One row a topic of a publication, so that a topic's list is an index scan: the operators of text[] are not leakproof, and row
-- security keeps such conditions out of an index.
create table publication_topic (
  county_id int not null,
  channel text not null,
  topic text not null,
  released_at timestamptz not null,
  publication_id uuid not null,
  primary key (county_id, channel, topic, released_at, publication_id),
  foreign key (county_id, publication_id) references publication (county_id, id)
);
alter table publication_topic enable row level security;
alter table publication_topic force row level security;
create policy everyone on publication_topic for select using (reaches_staff(county_id) or reaches_public(county_id) or granted(county_id, 'released'));
create policy system on publication_topic for insert with check (reaches_system(county_id));
grant select, insert on publication_topic to juzhen_app;

-- 主流媒体.
create table outlet (
  county_id int not null references region (code),
  id uuid not null,
  name text not null,
  endpoint text not null,
  -- Encrypted signing secrets, newest first; during a rotation there are two.
  secrets bytea[] not null check (cardinality(secrets) between 1 and 2),
  -- When the newest secret was made: the one before it still signs for a day.
  rotated_at timestamptz not null,
  state text not null default 'active' check (state in ('active', 'paused', 'disabled')),
  next_seq bigint not null default 1,
  created_at timestamptz not null,
  primary key (county_id, id),
  constraint outlet_name_key unique (county_id, name)
);
alter table outlet enable row level security;
alter table outlet force row level security;
create policy staff on outlet for select using (reaches_staff(county_id));
create policy desk on outlet using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on outlet to juzhen_app;

create table outlet_subscription (
  county_id int not null,
  outlet_id uuid not null,
  topic text not null,
  since timestamptz not null,
  primary key (county_id, outlet_id, topic),
  foreign key (county_id, outlet_id) references outlet (county_id, id)
);
alter table outlet_subscription enable row level security;
alter table outlet_subscription force row level security;
create policy staff on outlet_subscription for select using (reaches_staff(county_id));
create policy desk on outlet_subscription using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on outlet_subscription to juzhen_app;

create table delivery (
  county_id int not null,
  id uuid not null,
  outlet_id uuid not null,
  release_id uuid not null,
  revision_id uuid not null,
  kind text not null check (kind in ('release', 'correction', 'withdrawal')),
  seq bigint not null,
  body jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'delivered', 'refused', 'dead')),
  attempts int not null default 0,
  next_at timestamptz not null,
  lease_token uuid,
  lease_until timestamptz,
  last_status int,
  last_error text,
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (county_id, id),
  constraint delivery_once_key unique (county_id, outlet_id, release_id, kind),
  constraint delivery_order_key unique (county_id, outlet_id, seq),
  foreign key (county_id, outlet_id) references outlet (county_id, id),
  foreign key (county_id, release_id) references release (county_id, id)
);
create index delivery_queue_idx on delivery (county_id, outlet_id, seq) where state = 'queued';
create index delivery_dead_idx on delivery (county_id, outlet_id) where state = 'dead';
create index delivery_release_idx on delivery (county_id, release_id);
create index delivery_list_idx on delivery (county_id, outlet_id, created_at desc, id desc);
alter table delivery enable row level security;
alter table delivery force row level security;
create policy staff on delivery for select using (reaches_staff(county_id));
create policy desk on delivery using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on delivery to juzhen_app;
