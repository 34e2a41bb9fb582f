-- 自定义菜单: the buttons under an account's conversation, as they are worked on here and as WeChat has them.
create table wechat_menu (
  county_id int not null,
  account_id uuid not null,
  department_id uuid not null,
  -- As it is worked on.
  draft jsonb not null default '[]' check (jsonb_typeof(draft) = 'array'),
  edited_by uuid,
  edited_at timestamptz,
  -- As the platform has it, by the last that was told or read.
  live jsonb check (jsonb_typeof(live) = 'array'),
  live_at timestamptz,
  -- What somebody asked for and the worker has not done yet.
  wanted text check (wanted in ('publish', 'remove', 'read')),
  wanted_by uuid,
  error_text text,
  primary key (county_id, account_id),
  check ((live is null) = (live_at is null)),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table wechat_menu enable row level security;
alter table wechat_menu force row level security;
create policy owner on wechat_menu using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on wechat_menu to juzhen_app;
