-- 供稿台: what is offered to an outlet, its own people who see it and nothing else of the county, what they took, and where it was used
-- (采用回执).

-- An outlet's people. They are accounts of the county with one role, and reach one outlet.
create table outlet_editor (
  county_id int not null,
  outlet_id uuid not null,
  person_id uuid not null,
  added_by uuid,
  added_at timestamptz not null,
  primary key (county_id, outlet_id, person_id),
  foreign key (county_id, outlet_id) references outlet (county_id, id),
  constraint outlet_editor_person_fkey foreign key (county_id, person_id) references person (county_id, id)
);
create index outlet_editor_person_idx on outlet_editor (county_id, person_id);
alter table outlet_editor enable row level security;
alter table outlet_editor force row level security;
create policy staff on outlet_editor for select using (reaches_staff(county_id));
create policy desk on outlet_editor using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy own on outlet_editor for select
  using (county_id = current_county() and current_reach() = 'outlet' and person_id = current_person());
grant select, insert, delete on outlet_editor to juzhen_app;

create function current_outlet() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.outlet', true), '')::uuid $$;
-- The outlets whose own the caller is: the one a token opened, or those a person works for.
create function own_outlets() returns setof uuid language sql stable rows 2 as $$
  select current_outlet() where current_reach() = 'outlet' and current_outlet() is not null
  union all
  select e.outlet_id from outlet_editor e where e.county_id = current_county() and e.person_id = current_person()
    and current_reach() = 'outlet' and current_outlet() is null $$;

create policy own on outlet for select using (county_id = current_county() and current_reach() = 'outlet' and id in (select own_outlets()));
create policy own on delivery for select
  using (county_id = current_county() and current_reach() = 'outlet' and outlet_id in (select own_outlets()));
-- What every page of theirs says of themselves.
create policy own on person for select using (county_id = current_county() and current_reach() = 'outlet' and id = current_person());
create policy own on department for select using (county_id = current_county() and current_reach() = 'outlet' and id = current_department());

-- 供稿: one piece as it stands for one outlet. Its newest delivery holds the document.
create table offer (
  county_id int not null,
  outlet_id uuid not null,
  article_id uuid not null,
  delivery_id uuid not null,
  revision_id uuid not null,
  department_id uuid not null,
  department_name text not null,
  title text not null,
  summary text not null,
  topics text[] not null,
  language text not null,
  standing text not null check (standing in ('usable', 'corrected', 'killed')),
  offered_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (county_id, outlet_id, article_id),
  foreign key (county_id, outlet_id) references outlet (county_id, id),
  foreign key (county_id, delivery_id) references delivery (county_id, id)
);
create index offer_list_idx on offer (county_id, outlet_id, changed_at desc, delivery_id desc);
alter table offer enable row level security;
alter table offer force row level security;
create policy staff on offer for select using (reaches_staff(county_id));
create policy own on offer for select using (county_id = current_county() and current_reach() = 'outlet' and outlet_id in (select own_outlets()));
create policy system on offer using (reaches_system(county_id)) with check (reaches_system(county_id));
grant select, insert on offer to juzhen_app;
grant update (delivery_id, revision_id, department_name, title, summary, topics, language, standing, changed_at) on offer to juzhen_app;

-- 取稿: who took it, in which version.
create table offer_take (
  county_id int not null,
  id uuid not null,
  outlet_id uuid not null,
  article_id uuid not null,
  revision_id uuid not null,
  person_id uuid not null,
  form text not null check (form in ('ninjs', 'text')),
  taken_at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, outlet_id, article_id) references offer (county_id, outlet_id, article_id),
  foreign key (county_id, person_id) references person (county_id, id)
);
create index offer_take_offer_idx on offer_take (county_id, outlet_id, article_id, taken_at desc);
alter table offer_take enable row level security;
alter table offer_take force row level security;
create policy staff on offer_take for select using (reaches_staff(county_id));
create policy own on offer_take for select using (county_id = current_county() and current_reach() = 'outlet' and outlet_id in (select own_outlets()));
create policy take on offer_take for insert with check (county_id = current_county() and current_reach() = 'outlet'
  and person_id = current_person() and outlet_id in (select own_outlets()));
grant select, insert on offer_take to juzhen_app;

-- 采用回执: a page of an outlet that carries a piece, counted once. What an outlet says of itself counts at once; what our own desk found
-- counts when the page was compared, or a person vouches for it.
create table pickup (
  county_id int not null,
  id uuid not null,
  outlet_id uuid not null,
  article_id uuid not null,
  department_id uuid not null,
  title text not null,
  url text not null,
  -- Of the address without what only counts clicks.
  url_hash bytea not null check (length(url_hash) = 32),
  via text not null check (via in ('api', 'editor', 'desk')),
  told_by uuid,
  told_at timestamptz not null,
  used_on date not null,
  state text not null default 'comparing' check (state in ('comparing', 'matched', 'differs', 'unreachable')),
  -- How much of the piece stands on the page, of 100.
  likeness int check (likeness between 0 and 100),
  compared_at timestamptz,
  trouble text,
  vouched_by uuid,
  vouched_for text check (char_length(vouched_for) between 1 and 200),
  counted boolean not null,
  primary key (county_id, id),
  constraint pickup_once_key unique (county_id, article_id, outlet_id, url_hash),
  foreign key (county_id, outlet_id) references outlet (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, told_by) references person (county_id, id),
  foreign key (county_id, vouched_by) references person (county_id, id),
  check ((vouched_by is null) = (vouched_for is null)),
  check (counted or via = 'desk'),
  check (not counted or via <> 'desk' or state = 'matched' or vouched_by is not null)
);
create index pickup_list_idx on pickup (county_id, told_at desc, id desc);
create index pickup_outlet_idx on pickup (county_id, outlet_id, told_at desc, id desc);
create index pickup_day_idx on pickup (county_id, used_on) where counted;
alter table pickup enable row level security;
alter table pickup force row level security;
create policy staff on pickup for select using (reaches_staff(county_id));
create policy desk on pickup using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy own on pickup for select using (county_id = current_county() and current_reach() = 'outlet' and outlet_id in (select own_outlets()));
create policy tell on pickup for insert with check (county_id = current_county() and current_reach() = 'outlet' and via in ('api', 'editor')
  and told_by is not distinct from current_person() and outlet_id in (select own_outlets())
  and exists (select from offer o where o.county_id = pickup.county_id and o.outlet_id = pickup.outlet_id and o.article_id = pickup.article_id));
grant select, insert on pickup to juzhen_app;
grant update (state, likeness, compared_at, trouble, vouched_by, vouched_for, counted) on pickup to juzhen_app;
