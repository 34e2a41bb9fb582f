-- What the desk looks after: when a column or topic last had a piece (C5), links by which an outsider previews a piece, and
-- outside fact checks.

-- The newest released piece of a column, or of a topic, is one step away.
create index article_column_released_idx on article (county_id, column_id, released_at desc) where released_at is not null;
create index article_topics_released_idx on article using gin (county_id, topics) where released_at is not null;
create index story_opened_idx on story (county_id, opened_at desc, id desc);

-- 预览链接: whoever holds its token sees one piece, and nothing else, until it ends. The token itself is nowhere kept.
create table preview_link (
  county_id int not null,
  id uuid not null,
  article_id uuid not null,
  -- None: the piece as it stands when it is looked at.
  revision_id uuid,
  department_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  -- Whom it was made for.
  label text not null check (char_length(label) between 1 and 60),
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (made_at < expires_at),
  revoked_at timestamptz,
  opened int not null default 0 check (0 <= opened),
  opened_at timestamptz,
  primary key (county_id, id),
  constraint preview_link_token_key unique (county_id, token_hash),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, revision_id) references revision (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, made_by) references person (county_id, id)
);
create index preview_link_article_idx on preview_link (county_id, article_id, made_at desc);
alter table preview_link enable row level security;
alter table preview_link force row level security;
create policy owner on preview_link using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy holder on preview_link for select using (reaches_public(county_id) and token_hash = sha256(uuid_send(current_token()))
  and revoked_at is null and now() < expires_at);
create policy holder_counts on preview_link for update using (reaches_public(county_id) and token_hash = sha256(uuid_send(current_token()))
  and revoked_at is null and now() < expires_at);
grant select, insert on preview_link to juzhen_app;
grant update (revoked_at, opened, opened_at) on preview_link to juzhen_app;

-- The holder's link is the only one the holder sees, so what it opens is what these find.
create policy holder on article for select using (reaches_public(county_id) and current_token() is not null
  and exists (select from preview_link l where l.county_id = article.county_id and l.article_id = article.id and l.revision_id is null));
create policy holder on revision for select using (reaches_public(county_id) and current_token() is not null
  and exists (select from preview_link l where l.county_id = revision.county_id and l.revision_id = revision.id));
-- Its pictures: those the revision shows, or those the draft names.
create policy holder on media for select using (reaches_public(county_id) and current_token() is not null and (
  exists (select from preview_link l join revision_media m on m.county_id = l.county_id and m.revision_id = l.revision_id
    where l.county_id = media.county_id and m.media_id = media.id)
  or exists (select from article a where a.county_id = media.county_id
    and (a.cover_media_id = media.id or position(media.id::text in a.blocks::text) > 0))));

-- 外部核稿: someone outside is asked whether the facts of a piece are right. The address it went to is sealed.
create table fact_check (
  county_id int not null,
  id uuid not null,
  article_id uuid not null,
  department_id uuid not null,
  -- Which revision of the piece it is to be: its first, its second.
  round int not null check (round > 0),
  -- Who is asked, by name and office; none of a check that was skipped.
  asked_of text not null check (char_length(asked_of) <= 60),
  address bytea,
  question text not null default '',
  link_id uuid,
  state text not null check (state in ('asked', 'confirmed', 'changes', 'skipped', 'recalled')),
  -- Of the text as it was asked about, and as it was answered on.
  asked_text bytea not null check (length(asked_text) = 32),
  answered_text bytea check (length(answered_text) = 32),
  answer text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  reminded_at timestamptz,
  state_at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, link_id) references preview_link (county_id, id),
  foreign key (county_id, asked_by) references person (county_id, id),
  check (state = 'skipped' or (char_length(asked_of) > 0 and link_id is not null)),
  -- Whoever wants changes says which; whoever skips says why.
  check (state not in ('changes', 'skipped') or length(btrim(answer)) > 0),
  check ((state in ('confirmed', 'changes')) = (answered_text is not null))
);
create index fact_check_article_idx on fact_check (county_id, article_id, asked_at desc);
create index fact_check_changes_idx on fact_check (county_id, asked_by, state_at) where state = 'changes';
create index fact_check_link_idx on fact_check (county_id, link_id) where link_id is not null;
alter table fact_check enable row level security;
alter table fact_check force row level security;
create policy owner on fact_check using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
-- Departments that co-sign the piece read what came of it.
create policy co_signer on fact_check for select using (reaches_staff(county_id)
  and article_id in (select c.article_id from review_case c where c.county_id = current_county() and c.co_signers <> '{}' and co_signs(c)));
create policy holder on fact_check for select using (reaches_public(county_id) and current_token() is not null
  and exists (select from preview_link l where l.county_id = fact_check.county_id and l.id = link_id));
create policy answer on fact_check for update using (reaches_public(county_id) and current_token() is not null and state = 'asked'
    and exists (select from preview_link l where l.county_id = fact_check.county_id and l.id = link_id))
  with check (reaches_public(county_id) and state in ('confirmed', 'changes'));
grant select, insert on fact_check to juzhen_app;
grant update (link_id, state, answered_text, answer, reminded_at, state_at) on fact_check to juzhen_app;
