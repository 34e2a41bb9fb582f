-- 留言精选: what readers wrote under a piece on WeChat, imported, and what the account's staff did about it.

-- The platform's number of a piece's data, by which its comments are read.
alter table release_target add column external_data_id text;

create table wechat_comment (
  county_id int not null,
  id uuid not null,
  target_id uuid not null,
  account_id uuid not null,
  department_id uuid not null,
  -- The platform's number of the comment under this piece.
  outside_id text not null,
  -- Who wrote it, as a keyed digest: the platform tells no name.
  reader_mac bytea not null,
  -- As it is shown here: numbers that lead to a person are starred.
  content text not null,
  written_at timestamptz not null,
  elected boolean not null default false,
  reply text,
  replied_at timestamptz,
  -- What somebody asked for and the worker has not done yet, with the words of a reply.
  wanted text check (wanted in ('elect', 'unelect', 'reply', 'unreply', 'delete')),
  wanted_reply text,
  wanted_by uuid,
  error_text text,
  seen_at timestamptz not null,
  -- Deleted by us, or gone when we looked.
  gone_at timestamptz,
  primary key (county_id, id),
  constraint wechat_comment_outside_key unique (county_id, target_id, outside_id),
  check ((wanted = 'reply') is not true or wanted_reply is not null),
  foreign key (county_id, target_id) references release_target (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id)
);
create index wechat_comment_list_idx on wechat_comment (county_id, account_id, written_at desc, id desc) where gone_at is null;
create index wechat_comment_target_idx on wechat_comment (county_id, target_id, written_at desc);
alter table wechat_comment enable row level security;
alter table wechat_comment force row level security;
create policy owner on wechat_comment using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on wechat_comment to juzhen_app;

-- How reading an account goes: when it was read last, or why the platform does not let it be read.
create table wechat_reading (
  county_id int not null,
  account_id uuid not null,
  what text not null check (what in ('comments', 'figures')),
  department_id uuid not null,
  read_at timestamptz,
  refused_at timestamptz,
  errcode int,
  error_text text,
  primary key (county_id, account_id, what),
  check ((refused_at is null) = (error_text is null) and (refused_at is null) = (errcode is null)),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table wechat_reading enable row level security;
alter table wechat_reading force row level security;
create policy owner on wechat_reading using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on wechat_reading to juzhen_app;
