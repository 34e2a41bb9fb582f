-- 写稿: whether a machine wrote along, who is writing at a draft, and blocks kept for the next piece.

-- 人工智能生成合成内容标识办法: what a machine wrote, or helped to write, says so wherever it is shown.
alter table article add column ai text not null default 'none' check (ai in ('none', 'assisted', 'generated'));
alter table revision add column ai text not null default 'none' check (ai in ('none', 'assisted', 'generated'));

-- Who is writing at a draft. It holds while its page is seen alive; what guards a text is its version all the same.
create table article_hold (
  county_id int not null,
  article_id uuid not null,
  department_id uuid not null,
  person_id uuid not null,
  since timestamptz not null,
  seen_at timestamptz not null check (since <= seen_at),
  primary key (county_id, article_id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table article_hold enable row level security;
alter table article_hold force row level security;
create policy owner on article_hold using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, delete on article_hold to juzhen_app;
grant update (person_id, since, seen_at) on article_hold to juzhen_app;

-- 模板: blocks to begin with or to insert; a department's own, or (department_id null) for the whole county.
create table template (
  county_id int not null references region (code),
  id uuid not null,
  department_id uuid,
  name text not null check (length(btrim(name)) between 1 and 60),
  blocks jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, created_by) references person (county_id, id)
);
create unique index template_name_key on template (county_id, department_id, name) nulls not distinct;
alter table template enable row level security;
alter table template force row level security;
create policy shared on template for select using (department_id is null and reaches_staff(county_id));
create policy owner on template using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, delete on template to juzhen_app;
grant update (name, blocks, updated_at) on template to juzhen_app;
