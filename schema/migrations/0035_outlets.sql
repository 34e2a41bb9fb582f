-- 主流媒体: what kind of outlet it is and whom to call there, what it takes beside topics, how long it has been failing, and which
-- pieces are the county's to hand on at all (供稿).

-- An outlet without an endpoint reads the wire, or fetches its feed; nothing is pushed to it.
alter table outlet alter column endpoint drop not null;
alter table outlet
  add column kind text not null default 'newspaper' check (kind in ('newspaper', 'broadcaster', 'news_site', 'commercial_site')),
  add column region text not null default '' check (char_length(region) <= 40),
  -- A desk and its telephone, never a person's own.
  add column contact text not null default '' check (char_length(contact) <= 100),
  add column format text not null default 'ninjs-3.1' check (format in ('ninjs-3.1', 'ninjs-2.2', 'newsml-g2')),
  -- Whether sensitive pieces go there too.
  add column sensitive boolean not null default false,
  -- Languages of the text (BCP 47); none: any.
  add column languages text[] not null default '{}',
  -- Since when every attempt has failed; and when people were warned that it will be disabled for it.
  add column failing_since timestamptz,
  add column warned_at timestamptz,
  -- Why it is disabled.
  add column disabled_for text check (disabled_for in ('gone', 'failing')),
  add column token_hash bytea check (length(token_hash) = 32),
  add column token_made_at timestamptz,
  add constraint outlet_disabled_for_a_reason check (disabled_for is null or state = 'disabled'),
  add check ((token_hash is null) = (token_made_at is null));
update outlet set disabled_for = 'gone' where state = 'disabled';

-- Columns it subscribes to. An outlet with neither topic nor column takes everything.
create table outlet_column (
  county_id int not null,
  outlet_id uuid not null,
  column_id uuid not null,
  since timestamptz not null,
  primary key (county_id, outlet_id, column_id),
  foreign key (county_id, outlet_id) references outlet (county_id, id),
  constraint outlet_column_column_fkey foreign key (county_id, column_id) references content_column (county_id, id)
);
alter table outlet_column enable row level security;
alter table outlet_column force row level security;
create policy staff on outlet_column for select using (reaches_staff(county_id));
create policy desk on outlet_column using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on outlet_column to juzhen_app;

-- A piece for an outlet without an endpoint is offered there, and not pushed.
alter table delivery drop constraint delivery_state_check;
alter table delivery add constraint delivery_state_check check (state in ('queued', 'delivered', 'refused', 'dead', 'offered'));

-- 供稿: what a person decided of one piece. Without a row the rule holds: the county's own pieces are handed on, reprints are not.
create table syndication (
  county_id int not null,
  article_id uuid not null,
  department_id uuid not null,
  allowed boolean not null,
  reason text not null check (char_length(reason) between 1 and 200),
  decided_by uuid not null,
  decided_at timestamptz not null,
  primary key (county_id, article_id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, decided_by) references person (county_id, id)
);
alter table syndication enable row level security;
alter table syndication force row level security;
create policy owner on syndication using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy limited on syndication as restrictive for select using (article_id not in (select hidden_articles()));
grant select, insert on syndication to juzhen_app;
grant update (allowed, reason, decided_by, decided_at) on syndication to juzhen_app;
