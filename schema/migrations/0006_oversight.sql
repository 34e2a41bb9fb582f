-- 监管: facts written with the change they tell of, folded into daily figures; warnings and breaches per account.

create table fact (
  county_id int not null references region (code),
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  -- The local day (Asia/Shanghai) the fact counts for.
  day date not null,
  account_id uuid,
  department_id uuid,
  subject_id uuid not null,
  value bigint not null default 1,
  folded_at timestamptz,
  primary key (county_id, id)
);
create index fact_unfolded_idx on fact (county_id, id) where folded_at is null;
create index fact_account_idx on fact (county_id, account_id, kind, at desc);
alter table fact enable row level security;
alter table fact force row level security;
create policy write on fact for insert with check (county_id = current_county());
create policy desk on fact using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy oversight on fact for select using (granted(county_id, 'figures'));
grant select, insert, update on fact to juzhen_app;

create table daily_figure (
  county_id int not null references region (code),
  day date not null,
  kind text not null,
  -- The account, or the department, or the nil id for the county as a whole.
  owner_id uuid not null,
  value bigint not null,
  primary key (county_id, day, kind, owner_id)
);
alter table daily_figure enable row level security;
alter table daily_figure force row level security;
create policy desk on daily_figure using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy oversight on daily_figure for select using (granted(county_id, 'figures'));
grant select, insert, update on daily_figure to juzhen_app;

-- The standing of an account or department on an indicator, as last computed.
create table indicator_standing (
  county_id int not null references region (code),
  indicator text not null,
  indicator_version int not null,
  owner_kind text not null check (owner_kind in ('account', 'department', 'county')),
  owner_id uuid not null,
  -- As it was called when this was computed, so that a board over many counties reads no other table of theirs.
  owner_name text not null,
  channel text,
  level text not null check (level in ('met', 'notice', 'warning', 'urgent', 'breach')),
  value bigint not null,
  detail text not null,
  computed_at timestamptz not null,
  primary key (county_id, indicator, owner_id)
);
alter table indicator_standing enable row level security;
alter table indicator_standing force row level security;
create policy desk on indicator_standing using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy oversight on indicator_standing for select using (granted(county_id, 'figures'));
grant select, insert, update, delete on indicator_standing to juzhen_app;

-- 值班: who answers for the county at which hours.
create table duty_shift (
  county_id int not null,
  id uuid not null,
  person_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  entered_by uuid,
  primary key (county_id, id),
  constraint duty_shift_person_fkey foreign key (county_id, person_id) references person (county_id, id)
);
create index duty_shift_time_idx on duty_shift (county_id, ends_at);
alter table duty_shift enable row level security;
alter table duty_shift force row level security;
create policy staff on duty_shift for select using (reaches_staff(county_id));
create policy desk on duty_shift using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on duty_shift to juzhen_app;

-- 办事指南: where people turn to in person, by department.
create table service_entry (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  name text not null,
  address text not null,
  hours text not null,
  phone text not null,
  primary key (county_id, id),
  constraint service_entry_name_key unique (county_id, department_id, name),
  constraint service_entry_department_fkey foreign key (county_id, department_id) references department (county_id, id)
);
alter table service_entry enable row level security;
alter table service_entry force row level security;
create policy everyone on service_entry for select using (reaches_staff(county_id) or reaches_public(county_id));
create policy desk on service_entry using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on service_entry to juzhen_app;
