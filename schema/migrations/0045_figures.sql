-- 数据: what WeChat counted of an account and of each piece on it, by day. A day is told from the morning after it on.

create table account_figure (
  county_id int not null,
  account_id uuid not null,
  day date not null,
  department_id uuid not null,
  followers int not null check (0 <= followers),
  gained int not null check (0 <= gained),
  lost int not null check (0 <= lost),
  -- Of everything that was ever published on it, ours or not.
  reads int not null check (0 <= reads),
  shares int not null check (0 <= shares),
  primary key (county_id, account_id, day),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table account_figure enable row level security;
alter table account_figure force row level security;
create policy owner on account_figure using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on account_figure to juzhen_app;

create table piece_figure (
  county_id int not null,
  target_id uuid not null,
  day date not null,
  department_id uuid not null,
  reads int not null check (0 <= reads),
  shares int not null check (0 <= shares),
  favourites int not null check (0 <= favourites),
  primary key (county_id, target_id, day),
  foreign key (county_id, target_id) references release_target (county_id, id)
);
alter table piece_figure enable row level security;
alter table piece_figure force row level security;
create policy owner on piece_figure using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on piece_figure to juzhen_app;

-- By which the platform names a piece when it counts it.
create index release_target_data_idx on release_target (county_id, external_data_id) where external_data_id is not null;
