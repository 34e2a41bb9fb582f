-- 批注: what a reviewer says of some words of a submitted revision, and what is said back; and 批量导入: which item of a list became
-- which draft.

create table review_comment (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  gate text check (gate in ('political', 'policy', 'legal', 'wording', 'secrecy', 'opinion')),
  -- The words it is about: of which text of the revision, from which character to before which, and what stands beside them.
  path text not null check (length(path) between 1 and 100),
  start_at int not null check (0 <= start_at),
  end_at int not null check (start_at < end_at),
  quote text not null check (length(quote) = end_at - start_at),
  lead text not null,
  trail text not null,
  person_id uuid not null,
  text text not null check (length(btrim(text)) > 0),
  written_at timestamptz not null,
  resolved_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, case_id) references review_case (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
create index review_comment_case_idx on review_comment (county_id, case_id, written_at);
alter table review_comment enable row level security;
alter table review_comment force row level security;
-- Who sees the case sees what was said on it: a limit on the piece holds here too.
create policy staff on review_comment using (reaches_staff(county_id)
    and exists (select from review_case c where c.county_id = review_comment.county_id and c.id = case_id))
  with check (reaches_staff(county_id) and exists (select from review_case c where c.county_id = review_comment.county_id and c.id = case_id));
-- Its words stand as they were written.
grant select, insert, update (resolved_at) on review_comment to juzhen_app;

create table review_comment_word (
  county_id int not null,
  id uuid not null,
  comment_id uuid not null,
  act text not null check (act in ('reply', 'resolve', 'reopen')),
  person_id uuid not null,
  text text not null default '',
  said_at timestamptz not null,
  primary key (county_id, id),
  constraint review_comment_reply_says check (act <> 'reply' or length(btrim(text)) > 0),
  foreign key (county_id, comment_id) references review_comment (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
create index review_comment_word_idx on review_comment_word (county_id, comment_id, said_at);
alter table review_comment_word enable row level security;
alter table review_comment_word force row level security;
create policy staff on review_comment_word using (reaches_staff(county_id)
    and exists (select from review_comment m where m.county_id = review_comment_word.county_id and m.id = comment_id))
  with check (reaches_staff(county_id)
    and exists (select from review_comment m where m.county_id = review_comment_word.county_id and m.id = comment_id));
grant select, insert on review_comment_word to juzhen_app;

-- An item of a list, by the key its sender gave it: the same key makes no second draft.
create table imported_item (
  county_id int not null,
  department_id uuid not null,
  key text not null check (length(btrim(key)) between 1 and 100),
  article_id uuid not null,
  person_id uuid not null,
  imported_at timestamptz not null,
  primary key (county_id, department_id, key),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, article_id) references article (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table imported_item enable row level security;
alter table imported_item force row level security;
create policy owner on imported_item using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on imported_item to juzhen_app;
