-- 登记: what an account is in the register of government new media, each event of its life with the filing it asks for, how it is
-- closed, and the accounts somebody found that nobody had registered.

alter table account
  -- The platform by name where the channel does not say it, such as 微博. None of an account from before it was asked for.
  add column platform text check (char_length(platform) between 1 and 30),
  add column address text check (char_length(address) between 1 and 500),
  -- 运维单位: who runs it, where that is not the department itself.
  add column operator text check (char_length(operator) between 1 and 60),
  add column opened_on date,
  -- Who allowed it beside the one account that a department has on a platform.
  add column allowed_by text check (char_length(btrim(allowed_by)) between 2 and 100),
  drop constraint account_state_check,
  add constraint account_state_check check (state in ('unfiled', 'active', 'paused', 'closing', 'closed'));
-- One name on every platform is what is asked for: the platform tells two accounts of a department on one channel apart.
drop index account_one_per_channel_key;
create unique index account_one_per_channel_key on account (county_id, department_id, channel, coalesce(platform, ''), name)
  where state <> 'closed';
create unique index account_one_per_platform_key on account (county_id, department_id, platform)
  where state <> 'closed' and allowed_by is null and platform is not null;

-- What is handed in with a filing, and how the public was told; either may follow later.
alter table filing
  add column attachment_id uuid,
  add column notice_text text check (char_length(notice_text) between 1 and 2000),
  add column notice_address text check (char_length(notice_address) between 1 and 500),
  add column notice_on date,
  add constraint filing_attachment_fkey foreign key (county_id, attachment_id) references media (county_id, id),
  add constraint filing_notice_check check ((notice_on is null) = (coalesce(notice_text, notice_address) is null));
grant update (approved_on, attachment_id, notice_text, notice_address, notice_on) on filing to juzhen_app;

-- What a filing names cannot be put away.
alter table media_use drop constraint media_use_place_check,
  add constraint media_use_place_check check (place in ('article', 'submission', 'template', 'filing'));
create function note_filing_media() returns trigger language plpgsql as $$
begin
  insert into media_use (county_id, media_id, place, subject_id) values (new.county_id, new.attachment_id, 'filing', new.id)
    on conflict do nothing;
  return new;
end $$;
create trigger filing_media_use after insert or update of attachment_id on filing
  for each row when (new.attachment_id is not null) execute function note_filing_media();

-- 登记事项: an account was opened, changed, stopped or cancelled, and so many working days later at the latest it must be filed.
create table register_entry (
  county_id int not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('open', 'change', 'close', 'cancel')),
  occurred_on date not null,
  -- As the county's rule was when it happened.
  file_within int not null check (file_within between 1 and 60),
  note text not null default '' check (char_length(note) <= 500),
  filing_id uuid,
  recorded_by uuid,
  recorded_at timestamptz not null,
  primary key (county_id, id),
  constraint register_entry_filing_key unique (county_id, filing_id),
  foreign key (county_id, account_id) references account (county_id, id),
  constraint register_entry_filing_fkey foreign key (county_id, filing_id, account_id) references filing (county_id, id, account_id)
);
create index register_entry_account_idx on register_entry (county_id, account_id, occurred_on);
create index register_entry_unfiled_idx on register_entry (county_id, occurred_on) where filing_id is null;
alter table register_entry enable row level security;
alter table register_entry force row level security;
create policy staff on register_entry for select using (reaches_staff(county_id));
create policy desk on register_entry using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on register_entry to juzhen_app;
grant update (filing_id) on register_entry to juzhen_app;

-- 关停清单: the last notice, then the platform's cancellation, then the end of its filing; each with who and when.
create table account_closing (
  county_id int not null,
  account_id uuid not null,
  reason text not null check (char_length(btrim(reason)) between 1 and 200),
  begun_by uuid,
  begun_at timestamptz not null,
  notice_address text check (char_length(notice_address) between 1 and 500),
  notice_on date,
  noticed_by uuid,
  noticed_at timestamptz,
  cancelled_on date,
  cancelled_by uuid,
  cancelled_at timestamptz,
  ended_by uuid,
  ended_at timestamptz,
  primary key (county_id, account_id),
  foreign key (county_id, account_id) references account (county_id, id),
  check ((noticed_at is null) = (notice_on is null) and (noticed_at is null) = (notice_address is null)),
  check ((cancelled_at is null) = (cancelled_on is null)),
  constraint account_closing_in_order check ((cancelled_at is null or noticed_at is not null) and (ended_at is null or cancelled_at is not null))
);
alter table account_closing enable row level security;
alter table account_closing force row level security;
create policy staff on account_closing for select using (reaches_staff(county_id));
create policy desk on account_closing using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on account_closing to juzhen_app;
grant update (notice_address, notice_on, noticed_by, noticed_at, cancelled_on, cancelled_by, cancelled_at, ended_by, ended_at)
  on account_closing to juzhen_app;

-- 未登记账号: found by a look or told of by somebody, and what became of it.
create table discovered_account (
  county_id int not null references region (code),
  id uuid not null,
  platform text not null check (char_length(platform) between 1 and 30),
  name text not null check (char_length(name) between 1 and 60),
  address text check (char_length(address) between 1 and 500),
  -- How it came to be known: a search, a complaint, a bulletin of the province.
  found_by text not null check (char_length(btrim(found_by)) between 1 and 60),
  found_on date not null,
  recorded_by uuid,
  recorded_at timestamptz not null,
  outcome text check (outcome in ('registered', 'asked_to_close', 'closed', 'not_ours')),
  outcome_note text not null default '' check (char_length(outcome_note) <= 200),
  account_id uuid,
  settled_by uuid,
  settled_at timestamptz,
  primary key (county_id, id),
  constraint discovered_account_name_key unique (county_id, platform, name),
  constraint discovered_account_account_fkey foreign key (county_id, account_id) references account (county_id, id),
  check ((outcome is null) = (settled_at is null)),
  check ((outcome is not distinct from 'registered') = (account_id is not null))
);
create index discovered_account_list_idx on discovered_account (county_id, recorded_at desc, id desc);
alter table discovered_account enable row level security;
alter table discovered_account force row level security;
create policy staff on discovered_account for select using (reaches_staff(county_id));
create policy desk on discovered_account using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on discovered_account to juzhen_app;
grant update (outcome, outcome_note, account_id, settled_by, settled_at) on discovered_account to juzhen_app;
