-- 发布日历: when what may go out. Push windows and blocked dates of the county or of one account, embargoes of pieces, the end and the
-- next look of a release, and a lane for what is an emergency.

-- 推送时段: an account without windows of its own keeps those of the county; where there are none, any time will do.
create table push_window (
  county_id int not null references region (code),
  id uuid not null,
  account_id uuid,
  opens time not null,
  closes time not null check (opens < closes),
  primary key (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id)
);
create index push_window_account_idx on push_window (county_id, account_id, opens);
alter table push_window enable row level security;
alter table push_window force row level security;
create policy staff on push_window for select using (reaches_staff(county_id));
create policy desk on push_window using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on push_window to juzhen_app;

-- 停发日: a day on which nothing is planned, of every account or of one.
create table blocked_date (
  county_id int not null references region (code),
  id uuid not null,
  day date not null,
  account_id uuid,
  reason text not null check (char_length(btrim(reason)) between 1 and 60),
  set_by uuid not null,
  primary key (county_id, id),
  constraint blocked_date_key unique nulls not distinct (county_id, day, account_id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, set_by) references person (county_id, id)
);
alter table blocked_date enable row level security;
alter table blocked_date force row level security;
create policy staff on blocked_date for select using (reaches_staff(county_id));
create policy desk on blocked_date using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on blocked_date to juzhen_app;

-- 限时发布: a piece goes out nowhere before this instant, whatever is planned.
create table embargo (
  county_id int not null,
  article_id uuid not null,
  department_id uuid not null,
  until timestamptz not null,
  reason text not null check (char_length(btrim(reason)) between 1 and 200),
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (county_id, article_id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, set_by) references person (county_id, id)
);
alter table embargo enable row level security;
alter table embargo force row level security;
create policy owner on embargo using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy limited on embargo as restrictive for select using (article_id not in (select hidden_articles()));
grant select, insert, update, delete on embargo to juzhen_app;

-- 到期下线, with the reason the public then reads; 复核: the day by which a person looks whether it still holds.
alter table release add column expires_at timestamptz, add column expiry_reason text, add column review_on date,
  add constraint release_expiry_told check ((expires_at is null) = (expiry_reason is null) and (expiry_reason is null or length(btrim(expiry_reason)) between 1 and 200));
create index release_review_idx on release (county_id, review_on) where review_on is not null and withdrawn_at is null;
grant update (expires_at, expiry_reason, review_on) on release to juzhen_app;

-- 应急优先: taken before everything else that is due.
alter table job add column urgent boolean not null default false;
create index job_urgent_idx on job (run_at) where urgent and dead_at is null;
