-- 限阅: a draft that only some may see before it is released. Row security holds it, for every statement that names the piece or
-- what hangs on it; and 分渠道稿: what a piece is called on one kind of channel.

-- Whom a piece is limited to. That there is a limit is known by the piece's id, which tells nothing; the piece itself is hidden.
create table article_limit (
  county_id int not null,
  article_id uuid not null,
  department_id uuid not null,
  departments uuid[] not null default '{}',
  -- Its writers are always among them.
  people uuid[] not null default '{}',
  -- From its submission on: the departments whose reviewers decide on it. The county's decide on every piece.
  reviewed_in uuid[] not null default '{}',
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (county_id, article_id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, set_by) references person (county_id, id),
  check (0 < cardinality(departments) + cardinality(people))
);
alter table article_limit enable row level security;
alter table article_limit force row level security;
create policy staff on article_limit for select using (reaches_staff(county_id));
create policy owner on article_limit using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update, delete on article_limit to juzhen_app;

-- True where the caller is named, by person or by department.
create function limit_names(l article_limit) returns boolean language sql stable as $$
  select current_person() = any (l.people) or current_department() = any (l.departments) $$;
-- True where the caller may see the piece all the same: the platform, who is named, the county's administrators, and from its
-- submission on who may have to decide on it or to release it.
create function limit_admits(l article_limit) returns boolean language sql stable as $$
  select current_reach() = 'system' or limit_names(l) is true
    or exists (select from membership m where m.county_id = l.county_id and m.person_id = current_person() and m.ended_at is null
      and (m.role = 'county_admin' or (cardinality(l.reviewed_in) > 0
        and (m.role in ('county_reviewer', 'principal', 'publisher') or m.role = 'department_reviewer')
        and (m.department_id is null or m.department_id = any (l.reviewed_in)))))
    or (cardinality(l.reviewed_in) > 0 and exists (select from delegation d where d.county_id = l.county_id
      and d.delegate_id = current_person() and (d.department_id is null or d.department_id = any (l.reviewed_in)) and delegation_holds(d, now()))) $$;
-- The pieces that the caller may not see. Few, and read once a statement.
create function hidden_articles() returns setof uuid language sql stable rows 5 as $$
  select l.article_id from article_limit l
  where l.county_id = current_county() and current_reach() in ('department', 'county') and not limit_admits(l) $$;

-- Restrictive: whatever another policy allows.
create policy limited on article as restrictive for select using (id not in (select hidden_articles()));
create policy limited on revision as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on review_case as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on approval as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on check_run as restrictive for select using (article_id not in (select hidden_articles()));
-- A finding is seen with the text it was found in: what hides the revision hides it.
create policy limited on check_finding as restrictive for select using (not exists (select from article_limit l where l.county_id = current_county())
  or exists (select from check_run c where c.county_id = check_finding.county_id and c.id = run_id));
create policy limited on article_hold as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on assignment_article as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on story_article as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on preview_link as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on fact_check as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on release as restrictive for select using (article_id not in (select hidden_articles()));
create policy limited on audit_event as restrictive for select using (subject_id is null or subject_id not in (select hidden_articles()));

-- Who is named and works elsewhere reads the piece, what was submitted of it, and its pictures.
create policy named on article for select using (reaches_staff(county_id) and id in (
  select l.article_id from article_limit l where l.county_id = current_county() and limit_names(l)));
create policy named on revision for select using (reaches_staff(county_id) and article_id in (
  select l.article_id from article_limit l where l.county_id = current_county() and limit_names(l)));
create policy named on media for select using (reaches_staff(county_id) and exists (
  select from article_limit l join article a on a.county_id = l.county_id and a.id = l.article_id
  where l.county_id = media.county_id and limit_names(l) and (a.cover_media_id = media.id or position(media.id::text in a.blocks::text) > 0)));

-- 分渠道稿: what one kind of channel calls the piece, where it differs: {"wechat": {"title", "summary", "coverMediaId"}}.
alter table article add column variants jsonb not null default '{}' check (jsonb_typeof(variants) = 'object');
alter table revision add column variants jsonb not null default '{}' check (jsonb_typeof(variants) = 'object');
