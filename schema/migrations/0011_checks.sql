-- 自动检查: word lists of four levels, the county's leaders, what the checks found in a revision and who accepted what, and the
-- text read from documents.

-- Documents join pictures, sounds and films.
alter table media drop constraint media_kind_check;
alter table media add constraint media_kind_check check (kind in ('image', 'audio', 'video', 'document'));

-- The deployment's own list stands under the whole country's code, as a province's stands under the province's.
alter table region drop constraint region_level_check;
alter table region add constraint region_level_check check (level in ('country', 'province', 'city', 'county'));
insert into region (code, level, name, name_en) values (100000, 'country', '全国', 'China') on conflict do nothing;

-- Every region above a county, the country last.
create function region_above(county int) returns int[] language sql stable as $$
  with recursive up (code) as (
    select r.parent_code from region r where r.code = county and r.parent_code is not null
    union select r.parent_code from region r join up on r.code = up.code where r.parent_code is not null)
  select array(select u.code from up u union select 100000 where county <> 100000) $$;

-- One row a list: its version rises with every change, and whoever holds it compiled sees that it is old.
create table word_list (
  county_id int not null references region (code),
  id uuid not null,
  -- None: the list of the whole county, province or deployment.
  department_id uuid,
  version bigint not null check (version > 0),
  words int not null check (words >= 0),
  changed_at timestamptz not null,
  primary key (county_id, id),
  constraint word_list_owner_key unique nulls not distinct (county_id, department_id),
  foreign key (county_id, department_id) references department (county_id, id)
);
alter table word_list enable row level security;
alter table word_list force row level security;
create policy own on word_list for select
  using (reaches_staff(county_id) and (department_id is null or reaches_department(county_id, department_id)));
-- Lists from above are read by all staff below, and by nobody else; asked once a statement, not once a row.
create policy below on word_list for select using (department_id is null and current_reach() in ('department', 'county', 'system')
  and county_id = any ((select region_above(current_county()))::int[]));
create policy keeper on word_list using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on word_list to juzhen_app;
grant update (version, words, changed_at) on word_list to juzhen_app;

-- A word's row is never rewritten: a change ends it and adds another, so that the rows are their own history.
create table word (
  county_id int not null references region (code),
  id uuid not null,
  department_id uuid,
  word text not null check (length(word) between 1 and 60),
  -- As it is matched; two ways to write one word are one word.
  folded text not null check (length(folded) > 0),
  usage text not null check (usage in ('deny', 'allow')),
  category text not null default '',
  gate text not null check (gate in ('political', 'policy', 'legal', 'wording', 'secrecy', 'opinion')),
  severity text not null check (severity in ('note', 'warn', 'block')),
  starts_on date,
  ends_on date,
  suggestion text,
  reason text not null default '',
  added_by uuid,
  added_name text not null,
  added_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_name text,
  primary key (county_id, id),
  check (ends_on is null or starts_on is null or starts_on <= ends_on),
  foreign key (county_id, department_id) references department (county_id, id)
);
create unique index word_live_key on word (county_id, department_id, folded, usage) nulls not distinct where ended_at is null;
create index word_list_idx on word (county_id, added_at desc, id desc);
create index word_history_idx on word (county_id, folded, added_at desc);
alter table word enable row level security;
alter table word force row level security;
create policy own on word for select
  using (reaches_staff(county_id) and (department_id is null or reaches_department(county_id, department_id)));
create policy below on word for select using (department_id is null and current_reach() in ('department', 'county', 'system')
  and county_id = any ((select region_above(current_county()))::int[]));
create policy keeper on word using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on word to juzhen_app;
grant update (ended_at, ended_by, ended_name) on word to juzhen_app;

-- 领导人名单: public office-holders of the county in the order they are named in. No citizen's data.
create table leader (
  county_id int not null references region (code),
  id uuid not null,
  name text not null check (length(btrim(name)) between 1 and 20),
  -- Every post, as written before the name.
  posts text[] not null check (cardinality(posts) between 1 and 10),
  position int not null check (position > 0),
  starts_on date not null,
  ends_on date,
  primary key (county_id, id),
  check (ends_on is null or starts_on <= ends_on)
);
create index leader_order_idx on leader (county_id, position, id);
alter table leader enable row level security;
alter table leader force row level security;
create policy staff on leader for select using (reaches_staff(county_id));
create policy desk on leader using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on leader to juzhen_app;
grant update (name, posts, position, starts_on, ends_on) on leader to juzhen_app;

-- One run of the checks over a revision: at its submission, and again before it goes out.
create table check_run (
  county_id int not null,
  id uuid not null,
  revision_id uuid not null,
  article_id uuid not null,
  department_id uuid not null,
  stage text not null check (stage in ('submission', 'release')),
  -- The lists that were asked, by owner and version.
  lists jsonb not null,
  -- False where a newer list was not compiled yet.
  lists_current boolean not null,
  day date not null,
  ran_at timestamptz not null,
  primary key (county_id, id),
  constraint check_run_owner_key unique (county_id, id, revision_id, department_id),
  foreign key (county_id, revision_id) references revision (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id)
);
create index check_run_revision_idx on check_run (county_id, revision_id, id desc);
create index check_run_release_idx on check_run (county_id, id desc) where stage = 'release';
alter table check_run enable row level security;
alter table check_run force row level security;
create policy owner on check_run using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on check_run to juzhen_app;

create table check_finding (
  county_id int not null,
  id uuid not null,
  run_id uuid not null,
  revision_id uuid not null,
  department_id uuid not null,
  position int not null,
  gate text not null check (gate in ('political', 'policy', 'legal', 'wording', 'secrecy', 'opinion')),
  code text not null,
  severity text not null check (severity in ('note', 'warn', 'block')),
  acceptable boolean not null,
  -- The whole finding as it was shown.
  finding jsonb not null,
  -- The word of a list that it is about.
  word text,
  word_level text check (word_level in ('deployment', 'province', 'county', 'department')),
  found_at timestamptz not null,
  accepted_by uuid,
  accepted_name text,
  accepted_at timestamptz,
  accept_reason text,
  primary key (county_id, id),
  constraint check_finding_acceptance check ((accepted_at is null) = (accepted_by is null) and (accepted_at is null) = (accept_reason is null)
    and (accepted_at is null or length(btrim(accept_reason)) > 0)),
  -- What no person may wave through, the table does not let through either.
  constraint check_finding_acceptable check (accepted_at is null or acceptable),
  constraint check_finding_run_fkey foreign key (county_id, run_id, revision_id, department_id)
    references check_run (county_id, id, revision_id, department_id)
);
create index check_finding_run_idx on check_finding (county_id, run_id, position);
create index check_finding_revision_idx on check_finding (county_id, revision_id);
create index check_finding_word_idx on check_finding (county_id, word, found_at desc) where word is not null;
alter table check_finding enable row level security;
alter table check_finding force row level security;
create policy owner on check_finding using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on check_finding to juzhen_app;
grant update (accepted_by, accepted_name, accepted_at, accept_reason) on check_finding to juzhen_app;

-- What a document says, read once after its upload, for the checks.
create table media_text (
  county_id int not null,
  media_id uuid not null,
  department_id uuid not null,
  -- Why nothing could be read; none where it could.
  fault text,
  -- [{"place": "page/2", "text": "…"}]
  parts jsonb not null default '[]',
  read_at timestamptz not null,
  primary key (county_id, media_id),
  foreign key (county_id, media_id) references media (county_id, id)
);
alter table media_text enable row level security;
alter table media_text force row level security;
create policy owner on media_text using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on media_text to juzhen_app;
