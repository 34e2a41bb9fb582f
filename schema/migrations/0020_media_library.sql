-- 素材库: folders, tags, licences; what a picture measures and its renditions; where a file is used; replacing it; and full text
-- over files and submissions.

-- 文件夹: a department's own tree.
create table media_folder (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  parent_id uuid,
  name text not null check (char_length(btrim(name)) between 1 and 40),
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (county_id, id),
  constraint media_folder_place_key unique (county_id, department_id, id),
  constraint media_folder_name_key unique nulls not distinct (county_id, department_id, parent_id, name),
  foreign key (county_id, department_id) references department (county_id, id),
  -- A folder stands in one of its own department.
  foreign key (county_id, department_id, parent_id) references media_folder (county_id, department_id, id),
  foreign key (county_id, created_by) references person (county_id, id),
  check (parent_id <> id)
);
alter table media_folder enable row level security;
alter table media_folder force row level security;
create policy owner on media_folder using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, delete on media_folder to juzhen_app;
grant update (parent_id, name) on media_folder to juzhen_app;

alter table media add column folder_id uuid;
alter table media add column tags text[] not null default '{}' check (cardinality(tags) <= 20);
-- Of pictures, as they are shown.
alter table media add column width int check (width > 0);
alter table media add column height int check (height > 0);
-- 授权: whose it is, what they allow, and until when.
alter table media add column holder text not null default '' check (char_length(holder) <= 100);
alter table media add column licence_note text not null default '' check (char_length(licence_note) <= 500);
alter table media add column licence_ends_on date;
-- SHA-256 of every mebibyte of the file, one after another: a part of it is held against them before it goes out.
alter table media add column blocks_sha256 bytea check (length(blocks_sha256) % 32 = 0);
-- When its renditions were made, or found not to be needed.
alter table media add column rendered_at timestamptz;
alter table media add column deleted_at timestamptz;
alter table media add constraint media_folder_fkey foreign key (county_id, department_id, folder_id)
  references media_folder (county_id, department_id, id);
alter table media drop constraint media_state_check;
alter table media add constraint media_state_check check (state in ('pending', 'ready', 'refused', 'deleted'));
alter table media add constraint media_deleted_check check ((state = 'deleted') = (deleted_at is not null));
create index media_folder_idx on media (county_id, folder_id, id desc) where folder_id is not null;
create index media_licence_idx on media (county_id, licence_ends_on) where licence_ends_on is not null;
create index media_deleted_idx on media (county_id, deleted_at) where state = 'deleted';
create index media_unrendered_idx on media (county_id, id) where kind = 'image' and state = 'ready' and rendered_at is null;
grant delete on media_text to juzhen_app;

-- 缩略图: a picture again at a smaller width, made once. Its key names its content.
create table media_rendition (
  county_id int not null,
  media_id uuid not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  mime text not null,
  bytes bigint not null check (bytes > 0),
  sha256 bytea not null check (length(sha256) = 32),
  object_key text not null,
  made_at timestamptz not null,
  primary key (county_id, media_id, width),
  foreign key (county_id, media_id) references media (county_id, id)
);
alter table media_rendition enable row level security;
alter table media_rendition force row level security;
create policy robot on media_rendition using (reaches_system(county_id)) with check (reaches_system(county_id));
-- Who sees the file sees it at every width.
create policy shared on media_rendition for select using (
  exists (select from media m where m.county_id = media_rendition.county_id and m.id = media_id));
grant select, insert, delete on media_rendition to juzhen_app;

-- 使用处: which texts that may still change name a file; what is frozen names it in revision_media. Kept by triggers, so that
-- whoever writes a text writes this. It tells ids, and no word of the text.
create table media_use (
  county_id int not null,
  media_id uuid not null,
  place text not null check (place in ('article', 'submission', 'template')),
  subject_id uuid not null,
  primary key (county_id, media_id, place, subject_id)
);
create index media_use_subject_idx on media_use (county_id, place, subject_id);
create index revision_media_file_idx on revision_media (county_id, media_id);
create index submission_media_file_idx on submission_media (county_id, media_id);
alter table media_use enable row level security;
alter table media_use force row level security;
create policy staff on media_use using (reaches_staff(county_id)) with check (reaches_staff(county_id));
grant select, insert, delete on media_use to juzhen_app;

-- The files that blocks name.
create function media_of_blocks(blocks jsonb) returns setof uuid language sql immutable parallel safe as $$
  select distinct (named #>> '{}')::uuid from jsonb_path_query(blocks, 'strict $.**.mediaId') named
  where named #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' $$;

create function note_media_use() returns trigger language plpgsql as $$
declare named uuid[];
begin
  if tg_op = 'DELETE' then
    delete from media_use where county_id = old.county_id and place = tg_argv[0] and subject_id = old.id;
    return old;
  end if;
  named := array(select media_of_blocks(new.blocks));
  if tg_argv[0] <> 'template' then
    named := named || new.cover_media_id;
  end if;
  if tg_argv[0] = 'article' then
    named := named || array(select (cover #>> '{}')::uuid from jsonb_path_query(new.variants, '$.*.coverMediaId') cover
      where jsonb_typeof(cover) = 'string' and cover #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
  end if;
  delete from media_use where county_id = new.county_id and place = tg_argv[0] and subject_id = new.id and media_id <> all (array_remove(named, null));
  insert into media_use (county_id, media_id, place, subject_id)
    select new.county_id, media_id, tg_argv[0], new.id from unnest(named) media_id where media_id is not null
    on conflict do nothing;
  return new;
end $$;
create trigger article_media_use after insert or update of blocks, cover_media_id, variants on article
  for each row execute function note_media_use('article');
create trigger submission_media_use after insert or update of blocks, cover_media_id on submission
  for each row execute function note_media_use('submission');
create trigger template_media_use after insert or update of blocks or delete on template
  for each row execute function note_media_use('template');

-- What is there already. The owner is held by row security as everybody is, but for this statement.
alter table media_use no force row level security;
alter table article no force row level security;
alter table submission no force row level security;
alter table template no force row level security;
insert into media_use (county_id, media_id, place, subject_id)
  select a.county_id, m, 'article', a.id from article a, media_of_blocks(a.blocks) m
  union select county_id, cover_media_id, 'article', id from article where cover_media_id is not null
  union select s.county_id, m, 'submission', s.id from submission s, media_of_blocks(s.blocks) m
  union select county_id, cover_media_id, 'submission', id from submission where cover_media_id is not null
  union select t.county_id, m, 'template', t.id from template t, media_of_blocks(t.blocks) m;
alter table media_use force row level security;
alter table article force row level security;
alter table submission force row level security;
alter table template force row level security;

-- A picture that only limited drafts show is hidden from whom they are hidden from. Few, and read once a statement.
create function hidden_media() returns setof uuid language sql stable rows 5 as $$
  with hidden as materialized (select hidden_articles() as id)
  select u.media_id from media_use u
  where u.county_id = current_county() and u.place = 'article' and u.subject_id in (select id from hidden)
    and not exists (select from media_use o where o.county_id = u.county_id and o.media_id = u.media_id
      and (o.place <> 'article' or o.subject_id not in (select id from hidden))) $$;
create policy limited on media as restrictive for select using (public_at is not null or id not in (select hidden_media()));
-- Who is named sees the pictures of the piece, as before; which those are is now known without reading any text.
drop policy named on media;
create policy named on media for select using (reaches_staff(county_id) and id in (
  select u.media_id from article_limit l join media_use u on u.county_id = l.county_id and u.place = 'article' and u.subject_id = l.article_id
  where l.county_id = current_county() and limit_names(l)));

-- 替换: in which drafts one file took another's place, so that it can be undone.
create table media_replacement (
  county_id int not null,
  id uuid not null,
  department_id uuid not null,
  old_media_id uuid not null,
  new_media_id uuid not null,
  -- Of each draft: its id, the version it then stood at, and the fields that changed.
  changes jsonb not null check (jsonb_typeof(changes) = 'array'),
  replaced_by uuid not null,
  replaced_at timestamptz not null,
  undone_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, replaced_by) references person (county_id, id)
);
create index media_replacement_file_idx on media_replacement (county_id, old_media_id, replaced_at desc);
alter table media_replacement enable row level security;
alter table media_replacement force row level security;
create policy owner on media_replacement using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on media_replacement to juzhen_app;
grant update (undone_at) on media_replacement to juzhen_app;

-- 检索: submissions too keep their words.
alter table submission add column words tsvector;
create index submission_words_idx on submission using gin (county_id, words);
create index submission_wordless_idx on submission (county_id, id) where words is null;
grant update (words) on submission to juzhen_app;

-- A search is kept for the list it was made on.
alter table saved_search add column list text not null default 'articles' check (list in ('articles', 'submissions', 'media'));
alter table saved_search drop constraint saved_search_name_key;
alter table saved_search add constraint saved_search_name_key unique (county_id, person_id, list, name);
