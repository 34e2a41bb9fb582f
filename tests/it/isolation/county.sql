-- A row in every tenant table of {county}, owned by the department {home} and its editor. Ids come from the county and a name.
-- 密 marks what only the county's staff may read, 信 what the holder of the query code may too, 数 what a province may that was granted
-- the figures, and 公 what is released.
begin;

create or replace function pg_temp.own(name text) returns uuid language sql as $$ select md5('{county}:' || name)::uuid $$;
create or replace function pg_temp.home() returns uuid language sql
  as $$ select id from public.department where county_id = {county} and slug = '{home}' $$;
create or replace function pg_temp.editor() returns uuid language sql
  as $$ select id from public.person where county_id = {county} and login = '{home}.editor' $$;

insert into county_setting (county_id, key, value) values ({county}, 'isolation.mark', '"公{county}"');
insert into department (county_id, id, slug, name, name_en, kind)
values ({county}, pg_temp.own('department'), 'planted', '公{county}局', 'Planted Bureau {county}', 'bureau');
insert into person (county_id, id, login, name, home_department_id)
select {county}, pg_temp.own(who), 'planted.' || who, '密{county}' || who, pg_temp.home() from unnest(array['person', 'leaver']) who;
insert into credential (county_id, person_id, password_hash) values ({county}, pg_temp.own('person'), '密{county}');
insert into second_factor (county_id, person_id, secret, enrolled_at) values ({county}, pg_temp.own('person'), '\x00', now());
insert into recovery_code (county_id, id, person_id, digest) values ({county}, pg_temp.own('recovery'), pg_temp.own('person'), '\x00');
insert into membership (county_id, id, person_id, department_id, role)
values ({county}, pg_temp.own('membership'), pg_temp.own('person'), pg_temp.own('department'), 'clerk');
insert into session (county_id, id, person_id, token_hash, csrf_token, created_at, last_seen_at, expires_at)
values ({county}, pg_temp.own('session'), pg_temp.own('person'), '\x00', '密{county}', now(), now(), now() + interval '8 hours');
insert into oversight_grant (county_id, id, grantee_code, scopes, reason, starts_at, ends_at)
values ({county}, pg_temp.own('grant'), 410000, '{figures}', '数{county}', now(), now() + interval '1 year');
insert into oversight_use (county_id, id, grant_id, person_id, operation, at)
values ({county}, pg_temp.own('use'), pg_temp.own('grant'), pg_temp.own('looker'), '密{county}', now());
insert into delegation (county_id, id, principal_id, delegate_id, reason, starts_at, ends_at, created_at)
select {county}, pg_temp.own('delegation'), p.id, d.id, '密{county}', now(), now() + interval '7 days', now()
from person p, person d where p.county_id = {county} and p.login = 'principal' and d.county_id = {county} and d.login = 'publisher';
insert into job (county_id, id, kind, key, run_at) values ({county}, pg_temp.own('job'), '公{county}', 'planted', now() + interval '1 year');
insert into outbox (county_id, id, kind, subject_id) values ({county}, pg_temp.own('event'), '密{county}', pg_temp.own('draft'));
select audit_append({county}, jsonb_build_array(jsonb_build_object('at', now(), 'actor_name', '密{county}', 'path', 'command',
  'action', 'article.draft', 'subject_kind', 'article', 'subject_id', pg_temp.own('draft'), 'detail', '{"mark":"密{county}"}')));

insert into content_column (county_id, id, slug, name, name_en)
values ({county}, pg_temp.own('column'), 'planted', '公{county}栏', 'Planted {county}');
insert into link (county_id, address_hash, address, noted_at, fault)
values ({county}, sha256('{county}'), 'https://密{county}.cn/', now(), 'missing');
insert into source (county_id, id, name, list, starts_on) values ({county}, pg_temp.own('source'), '密{county}社', 'local', '2026-01-01');
insert into feed (county_id, id, source_id, name, url, every_minutes, next_at, added_by, added_at)
values ({county}, pg_temp.own('feed'), pg_temp.own('source'), '密{county}', 'http://127.0.0.1:9/密{county}', 60, now() + interval '1 year',
  pg_temp.editor(), now());
insert into feed_route (county_id, id, feed_id, department_id, words, added_at)
values ({county}, pg_temp.own('route'), pg_temp.own('feed'), pg_temp.home(), '{密{county}}', now());
insert into feed_item (county_id, id, feed_id, source_id, guid_hash, url_hash, url, title, body, author, group_id, seen_at)
select {county}, pg_temp.own(what), pg_temp.own('feed'), pg_temp.own('source'), sha256(what::bytea), sha256(what::bytea), 'https://密{county}.cn/',
  '密{county}', '密{county}', '密{county}', pg_temp.own(what), now() from unnest(array['item', 'dismissed item']) what;
insert into feed_item_band (county_id, band, item_id) values ({county}, 1, pg_temp.own('item'));
insert into candidate (county_id, id, department_id, group_id, source_id, state, found_at, settled_at)
values ({county}, pg_temp.own('candidate'), pg_temp.home(), pg_temp.own('item'), pg_temp.own('source'), 'waiting', now(), null),
  ({county}, pg_temp.own('dismissed candidate'), pg_temp.home(), pg_temp.own('dismissed item'), pg_temp.own('source'), 'dismissed', now(), now());
insert into media (county_id, id, department_id, uploaded_by, kind, mime, bytes, sha256, object_key, file_name, alt, state, created_at)
select {county}, pg_temp.own(what), pg_temp.home(), pg_temp.editor(), 'image', 'image/png', 9, sha256(what::bytea), '密{county}' || what,
  '密{county}', '密{county}', state, now() from (values ('media', 'ready'), ('upload', 'pending')) v (what, state);
insert into article (county_id, id, department_id, author_id, writers, title, summary, blocks, kind, column_id, topics, cover_media_id,
  state, revision_count, created_at, updated_at, released_at)
select {county}, pg_temp.own(what), pg_temp.home(), pg_temp.editor(), array[pg_temp.editor()], '密{county}' || what, '密{county}',
  '[{"type": "paragraph", "spans": [{"text": "密{county}"}]}]', 'news', pg_temp.own('column'), '{密{county}}', pg_temp.own('media'),
  state, count, now(), now(), released_at
from (values ('draft', 'draft', 0, null::timestamptz), ('reviewed', 'in_review', 1, null), ('approved', 'approved', 1, null),
  ('released', 'released', 1, now())) v (what, state, count, released_at);
insert into review_rule_draft (county_id, rules, base, version, edited_by, edited_at)
values ({county}, '[]', '{}', 1, pg_temp.editor(), now());
insert into saved_search (county_id, id, person_id, name, filter, created_at)
values ({county}, pg_temp.own('search'), pg_temp.editor(), '密{county}', '{"q": "密{county}"}', now());
insert into article (county_id, id, department_id, author_id, writers, title, kind, created_at, updated_at)
values ({county}, pg_temp.own('policy'), pg_temp.home(), pg_temp.editor(), array[pg_temp.editor()], '密{county}', 'policy', now(), now());
insert into revision (county_id, id, article_id, number, department_id, author_id, writers, submitted_by, submitted_at, title, summary, blocks,
  kind, sensitivity, origin, emergency, column_id, topics, digest, public_at, correction)
select {county}, pg_temp.own('revision ' || what), pg_temp.own(what), 1, pg_temp.home(), pg_temp.editor(), array[pg_temp.editor()],
  pg_temp.editor(), now(), mark || '{county}', mark || '{county}',
  jsonb_build_array(jsonb_build_object('type', 'paragraph', 'spans', jsonb_build_array(jsonb_build_object('text', mark || '{county}')))),
  'news', 'plain', 'original', false, pg_temp.own('column'), array[mark || '{county}'], sha256(what::bytea), public_at,
  case when public_at is not null then mark || '{county}' end
from (values ('reviewed', '密', null::timestamptz), ('approved', '密', null), ('released', '公', now())) v (what, mark, public_at);
insert into article_hold (county_id, article_id, department_id, person_id, since, seen_at)
values ({county}, pg_temp.own('draft'), pg_temp.home(), pg_temp.editor(), now(), now() + interval '1 hour');
insert into imported_item (county_id, department_id, key, article_id, person_id, imported_at)
values ({county}, pg_temp.home(), '密{county}', pg_temp.own('draft'), pg_temp.editor(), now());
insert into template (county_id, id, department_id, name, blocks, created_by, created_at, updated_at)
values ({county}, pg_temp.own('template'), pg_temp.home(), '密{county}', '[{"type": "paragraph", "spans": [{"text": "密{county}"}]}]',
  pg_temp.editor(), now(), now());
insert into media_folder (county_id, id, department_id, name, created_by, created_at)
values ({county}, pg_temp.own('folder'), pg_temp.home(), '密{county}', pg_temp.editor(), now()),
  ({county}, pg_temp.own('empty folder'), pg_temp.home(), '密{county}空', pg_temp.editor(), now());
insert into media (county_id, id, department_id, uploaded_by, kind, mime, bytes, sha256, object_key, file_name, alt, state, created_at, deleted_at)
select {county}, pg_temp.own(what), pg_temp.home(), pg_temp.editor(), 'image', 'image/png', 9, sha256(what::bytea), '密{county}' || what,
  '密{county}', '密{county}', state, now(), gone
from (values ('unused media', 'ready', null::timestamptz), ('spare media', 'ready', null), ('put away', 'deleted', now())) v (what, state, gone);
insert into media_rendition (county_id, media_id, width, height, mime, bytes, sha256, object_key, made_at)
values ({county}, pg_temp.own('media'), 320, 200, 'image/jpeg', 9, sha256('rendition'), '密{county}rendition', now());
insert into media_replacement (county_id, id, department_id, old_media_id, new_media_id, changes, replaced_by, replaced_at)
values ({county}, pg_temp.own('replacement'), pg_temp.home(), pg_temp.own('media'), pg_temp.own('unused media'),
  jsonb_build_array(jsonb_build_object('article', pg_temp.own('draft'), 'version', 1, 'fields', jsonb_build_array('cover'))), pg_temp.editor(), now());
insert into revision_media (county_id, revision_id, media_id) values ({county}, pg_temp.own('revision reviewed'), pg_temp.own('media'));
insert into media_text (county_id, media_id, department_id, parts, read_at)
values ({county}, pg_temp.own('media'), pg_temp.home(), '[{"place": "page/1", "text": "密{county}"}]', now());
insert into word_list (county_id, id, department_id, version, words, changed_at)
values ({county}, pg_temp.own('list'), null, 1, 2, now()), ({county}, pg_temp.own('department list'), pg_temp.own('department'), 1, 1, now());
insert into word (county_id, id, department_id, word, folded, usage, category, gate, severity, reason, added_name, added_at)
select {county}, pg_temp.own(what), department, '密{county}' || what, '密{county}' || what, 'deny', '密{county}', 'political', 'note', '密{county}', '密{county}', now()
from (values ('word', null::uuid), ('ending word', null), ('listed word', pg_temp.own('department'))) v (what, department);
insert into leader (county_id, id, name, posts, position, starts_on)
values ({county}, pg_temp.own('leader'), '密{county}', '{密{county}}', 1, '2026-01-01');
insert into check_run (county_id, id, revision_id, article_id, department_id, stage, lists, lists_current, day, ran_at)
select {county}, pg_temp.own('run ' || what), pg_temp.own('revision ' || what), pg_temp.own(what), pg_temp.home(), 'submission', '[]', true,
  '2026-03-02', now() from unnest(array['reviewed', 'approved']) what;
insert into check_finding (county_id, id, run_id, revision_id, department_id, position, gate, code, severity, acceptable, finding, word, word_level,
  found_at)
select {county}, pg_temp.own('finding'), pg_temp.own('run approved'), pg_temp.own('revision approved'), pg_temp.home(), 0, 'wording', 'WORD_LIST', 'warn', true,
  jsonb_build_object('gate', 'wording', 'code', 'WORD_LIST', 'severity', 'warn', 'message', '密{county}', 'message_en', '密{county}',
    'excerpt', '密{county}', 'place', null, 'suggestion', null), '密{county}', 'county', now();

insert into review_case (county_id, id, article_id, revision_id, digest, department_id, author_id, writers, rule_id, rule_version, state,
  opened_at, closed_at)
select {county}, pg_temp.own('case ' || what), pg_temp.own(what), pg_temp.own('revision ' || what), sha256(what::bytea), pg_temp.home(),
  pg_temp.editor(), array[pg_temp.editor()], rule.id, 1, state, now(), closed_at
from (values ('reviewed', 'open', null::timestamptz), ('approved', 'approved', now()), ('released', 'approved', now())) v (what, state, closed_at),
  (select id from review_rule where county_id = {county} limit 1) rule;
insert into review_step (county_id, id, case_id, position, name, name_en, role, case_department_id, quorum, gates, deadline_minutes, state,
  opened_at, closed_at)
select {county}, pg_temp.own('step ' || what), pg_temp.own('case ' || what), 1, '密{county}', 'Planted', 'county_reviewer', pg_temp.home(), 1,
  '{political,policy,legal,wording,secrecy}', 240, state, now(), closed_at
from (values ('reviewed', 'open', null::timestamptz), ('approved', 'passed', now()), ('released', 'passed', now())) v (what, state, closed_at);
insert into gate_verdict (county_id, id, case_id, step_id, author_id, writers, gate, person_id, verdict, reason, decided_at)
values ({county}, pg_temp.own('verdict'), pg_temp.own('case reviewed'), pg_temp.own('step reviewed'), pg_temp.editor(),
  array[pg_temp.editor()], 'legal', pg_temp.own('person'), 'pass', '密{county}', now());
insert into review_decision (county_id, id, case_id, step_id, author_id, writers, person_id, role, verdict, reason, decided_at)
values ({county}, pg_temp.own('decision'), pg_temp.own('case approved'), pg_temp.own('step approved'), pg_temp.editor(),
  array[pg_temp.editor()], pg_temp.own('person'), 'county_reviewer', 'pass', '密{county}', now());
insert into review_comment (county_id, id, case_id, gate, path, start_at, end_at, quote, lead, trail, person_id, text, written_at)
select {county}, pg_temp.own(what), pg_temp.own('case reviewed'), 'wording', 'title', 0, 1, '密', '', '密{county}', pg_temp.own('person'), '密{county}',
  now()
from unnest(array['comment', 'settled comment']) what;
update review_comment set resolved_at = now() where county_id = {county} and id = pg_temp.own('settled comment');
insert into review_comment_word (county_id, id, comment_id, act, person_id, text, said_at)
values ({county}, pg_temp.own('comment word'), pg_temp.own('comment'), 'reply', pg_temp.editor(), '密{county}', now());
-- Their triggers would ask for an emergency, and for every gate of every step: what is planted is looked at, never released.
set local session_replication_role = replica;
insert into review_override (county_id, id, case_id, case_department_id, author_id, writers, person_id, reason, taken_at)
values ({county}, pg_temp.own('override'), pg_temp.own('case approved'), pg_temp.home(), pg_temp.editor(), array[pg_temp.editor()],
  pg_temp.own('person'), '密{county}', now());
insert into review_debt (county_id, id, case_id, override_id, case_department_id, overrider_id, author_id, writers, owed_at, due_at, opinion)
values ({county}, pg_temp.own('debt'), pg_temp.own('case approved'), pg_temp.own('override'), pg_temp.home(), pg_temp.own('person'),
  pg_temp.editor(), array[pg_temp.editor()], now(), now() + interval '1 day', '密{county}');
insert into approval (county_id, id, case_id, article_id, revision_id, digest, department_id, rule_id, rule_version, decisions, approved_at)
select {county}, pg_temp.own('approval ' || what), pg_temp.own('case ' || what), pg_temp.own(what), pg_temp.own('revision ' || what),
  sha256(what::bytea), pg_temp.home(), rule.id, 1, '[]', now()
from unnest(array['approved', 'released']) what, (select id from review_rule where county_id = {county} limit 1) rule;
set local session_replication_role = origin;
insert into issued_form (county_id, id, case_id, revision_id, digest, department_id, form, code, sha256, approved_at, issued_by, issued_at)
values ({county}, pg_temp.own('form'), pg_temp.own('case released'), pg_temp.own('revision released'), sha256('released'), pg_temp.home(),
  'review', pg_temp.own('form code'), sha256('form'), now(), pg_temp.editor(), now());

insert into person (county_id, id, login, name, home_department_id)
values ({county}, pg_temp.own('writer'), 'planted.writer', '密{county}writer', pg_temp.own('department'));
insert into membership (county_id, id, person_id, department_id, role)
values ({county}, pg_temp.own('membership of the writer'), pg_temp.own('writer'), pg_temp.own('department'), 'editor');
insert into plan_item (county_id, id, theme, starts_on, ends_on, topic, note, planned_by, created_at)
values ({county}, pg_temp.own('plan item'), '密{county}', current_date, current_date + 30, '密{county}', '密{county}', pg_temp.editor(), now());
insert into assignment (county_id, id, item_id, department_id, due_at, note, state, remark, assigned_by, created_at, state_at)
values ({county}, pg_temp.own('assignment'), pg_temp.own('plan item'), pg_temp.home(), now() + interval '1 day', '密{county}', 'in_progress',
  '密{county}', pg_temp.editor(), now(), now());
insert into assignment_article (county_id, assignment_id, article_id, department_id, linked_at)
values ({county}, pg_temp.own('assignment'), pg_temp.own('reviewed'), pg_temp.home(), now());
insert into receipt_counter (county_id, day, last) values ({county}, '2026-01-04', 1);
insert into submission (county_id, id, number, department_id, submitted_by, writers, title, summary, blocks, kind, sensitivity, origin, note,
  adopted_article_id, assignment_id, state, reason, submitted_at, state_at)
select {county}, pg_temp.own(what), '密{county}' || what, pg_temp.home(), pg_temp.editor(), array[pg_temp.editor()], '密{county}', '密{county}',
  '[{"type": "paragraph", "spans": [{"text": "密{county}"}]}]', 'news', 'plain', 'original', '密{county}', article, pg_temp.own('assignment'),
  state, '密{county}', now(), now()
from (values ('submission', 'submitted', null::uuid), ('asked submission', 'asked', null),
  ('adopted submission', 'adopted', pg_temp.own('released'))) v (what, state, article);
insert into submission_media (county_id, submission_id, media_id, department_id)
values ({county}, pg_temp.own('submission'), pg_temp.own('media'), pg_temp.home());
insert into submission_event (county_id, id, submission_id, department_id, kind, person_id, note, at)
values ({county}, pg_temp.own('submission event'), pg_temp.own('submission'), pg_temp.home(), 'submitted', pg_temp.editor(), '密{county}', now());
insert into submission_reprint (county_id, id, submission_id, department_id, outlet_name, list, url, reprinted_on, noted_by, noted_at)
values ({county}, pg_temp.own('reprint'), pg_temp.own('adopted submission'), pg_temp.home(), '密{county}报', 'city', 'https://example.cn/密{county}',
  '2026-01-04', pg_temp.editor(), now());
insert into story (county_id, id, title, summary, opened_by, opened_at)
values ({county}, pg_temp.own('story'), '公{county}', '公{county}', pg_temp.editor(), now());
insert into story_article (county_id, story_id, article_id, department_id, joined_at)
select {county}, pg_temp.own('story'), pg_temp.own(what), pg_temp.home(), now() from unnest(array['released', 'draft']) what;
insert into article_limit (county_id, article_id, department_id, departments, set_by, set_at)
select {county}, pg_temp.own('draft'), pg_temp.home(), array_agg(id), pg_temp.editor(), now() from department where county_id = {county};
insert into preview_link (county_id, id, article_id, department_id, token_hash, label, made_by, made_at, expires_at)
select {county}, pg_temp.own(name), pg_temp.own('draft'), pg_temp.home(), sha256(substring(sha256(uuid_send(pg_temp.own(token))) for 16)), '密{county}',
  pg_temp.editor(), now(), now() + interval '7 days'
from (values ('preview link', 'preview token'), ('asking link', 'asking token')) v (name, token);
insert into fact_check (county_id, id, article_id, department_id, round, asked_of, question, link_id, state, asked_text, asked_by, asked_at,
  state_at)
values ({county}, pg_temp.own('fact check'), pg_temp.own('draft'), pg_temp.home(), 1, '密{county}', '密{county}', pg_temp.own('asking link'),
  'asked', sha256('密{county}'), pg_temp.editor(), now(), now());
insert into coverage_rhythm (county_id, id, topic, days, since) values ({county}, pg_temp.own('rhythm'), '密{county}', 7, now());

-- No push is left on it: what is planned there is in conflict with that.
insert into account (county_id, id, department_id, channel, name, external_id, settings, paused_reason, created_at)
values ({county}, pg_temp.own('account'), pg_temp.home(), 'website', '数{county}', '数{county}', '{"pushesPerDay": 0}', '数{county}', now());
insert into filing (county_id, id, account_id, kind, number, filed_on)
values ({county}, pg_temp.own('filing'), pg_temp.own('account'), 'open', '密{county}', '2026-01-05');
update account set state = 'active', filing_id = pg_temp.own('filing') where county_id = {county} and id = pg_temp.own('account');
insert into register_entry (county_id, id, account_id, kind, occurred_on, file_within, note, filing_id, recorded_at)
values ({county}, pg_temp.own('filed entry'), pg_temp.own('account'), 'open', '2026-01-05', 5, '密{county}', pg_temp.own('filing'), now()),
  ({county}, pg_temp.own('entry'), pg_temp.own('account'), 'change', '2026-01-05', 5, '密{county}', null, now());
insert into account (county_id, id, department_id, channel, name, state, created_at)
values ({county}, pg_temp.own('closing account'), pg_temp.home(), 'app', '数{county}停', 'unfiled', now()),
  ({county}, pg_temp.own('noticed account'), pg_temp.home(), 'connector', '数{county}', 'closing', now());
insert into account_closing (county_id, account_id, reason, begun_at, notice_address, notice_on, noticed_at)
values ({county}, pg_temp.own('closing account'), '密{county}', now(), null, null, null),
  ({county}, pg_temp.own('noticed account'), '密{county}', now(), '密{county}', '2026-01-05', now());
insert into credential_request (county_id, id, account_id, reason, asked_by, asked_at)
select {county}, pg_temp.own('credential request'), pg_temp.own('account'), '密{county}', id, now() from person
where county_id = {county} and login = 'admin';
insert into account_token (county_id, account_id, lease_token) values ({county}, pg_temp.own('account'), pg_temp.own('lease'));
insert into discovered_account (county_id, id, platform, name, address, found_by, found_on, recorded_at)
values ({county}, pg_temp.own('discovery'), '微博', '密{county}', '密{county}', '密{county}', '2026-01-05', now());
insert into release (county_id, id, article_id, revision_id, digest, department_id, scheduled_at, whole_by, created_by, created_at)
values ({county}, pg_temp.own('release'), pg_temp.own('released'), pg_temp.own('revision released'), sha256('released'), pg_temp.home(), now(),
  now(), pg_temp.editor(), now());
insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state, state_at, scheduled_at,
  external_url, error_text)
values ({county}, pg_temp.own('target'), pg_temp.own('release'), pg_temp.own('revision released'), pg_temp.own('account'), pg_temp.home(),
  'website', 'unconfirmed', now(), now(), '密{county}', '密{county}');
-- Its county is paused, and one target is late for it.
insert into account (county_id, id, department_id, channel, name, created_at)
values ({county}, pg_temp.own('paused account'), pg_temp.home(), 'app', '数{county}', now());
insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state_at, scheduled_at)
values ({county}, pg_temp.own('late target'), pg_temp.own('release'), pg_temp.own('revision released'), pg_temp.own('paused account'),
  pg_temp.home(), 'app', now(), now());
insert into release_pause (county_id, id, scope, reason, paused_by, paused_at)
values ({county}, pg_temp.own('pause'), 'county', '密{county}', pg_temp.own('person'), now());
insert into release_task (county_id, id, target_id, release_id, department_id, kind, steps, opened_at)
values ({county}, pg_temp.own('task'), pg_temp.own('target'), pg_temp.own('release'), pg_temp.home(), 'take_down', '{密{county}}', now());
insert into read_back (county_id, id, target_id, release_id, department_id, looked_at, verdict, differences)
values ({county}, pg_temp.own('read back'), pg_temp.own('target'), pg_temp.own('release'), pg_temp.home(), now(), 'different',
  '[{"part": "密{county}", "approved": "密{county}", "live": "密{county}"}]');
insert into push_window (county_id, id, account_id, opens, closes)
values ({county}, pg_temp.own('window'), pg_temp.own('paused account'), '07:30', '22:00');
insert into blocked_date (county_id, id, day, account_id, reason, set_by)
values ({county}, pg_temp.own('blocked date'), current_date, pg_temp.own('paused account'), '密{county}', pg_temp.own('person'));
insert into embargo (county_id, article_id, department_id, until, reason, set_by, set_at)
values ({county}, pg_temp.own('released'), pg_temp.home(), now(), '密{county}', pg_temp.own('person'), now());
-- A second account that is to carry the same words: what is told of a blast is told of two.
insert into account (county_id, id, department_id, channel, name, created_at)
values ({county}, pg_temp.own('second account'), pg_temp.home(), 'app', '数{county}二', now());
insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state, state_at, scheduled_at)
values ({county}, pg_temp.own('second target'), pg_temp.own('release'), pg_temp.own('revision released'), pg_temp.own('second account'),
  pg_temp.home(), 'app', 'planned', now(), now() + interval '12 hours');
update revision set text_digest = sha256('密{county}') where county_id = {county} and id = pg_temp.own('revision released');
insert into county_setting (county_id, key, value) values ({county}, 'release.blast', '{"accounts": 2, "minutes": 1440}');
insert into column_account (county_id, column_id, account_id, set_by, set_at)
values ({county}, pg_temp.own('column'), pg_temp.own('account'), pg_temp.editor(), now());
insert into article_share (county_id, id, article_id, from_department_id, to_department_id, state, note, asked_by, asked_at, offered_by,
  offered_at, began_at, title, summary, blocks, kind, sensitivity, origin, ai, topics, carried_name, writers)
select {county}, pg_temp.own(what), pg_temp.own('draft'), giver, taker, state, '密{county}', null, null, offered_by, now(), now(), '密{county}', '密{county}',
  '[{"type": "paragraph", "spans": [{"text": "密{county}"}]}]', 'news', 'plain', 'reprint', 'none', '{}', '密{county}', '{}'
from (values ('share', pg_temp.own('department'), pg_temp.home(), 'offered', pg_temp.editor()),
  ('asked share', pg_temp.home(), pg_temp.own('department'), 'asked', null::uuid)) v (what, giver, taker, state, offered_by);
insert into article_share_media (county_id, share_id, media_id, to_department_id)
values ({county}, pg_temp.own('share'), pg_temp.own('media'), pg_temp.home());
insert into relay_order (county_id, id, counties, title, body, source_name, source_url, note, ordered_by, ordered_at, due_at)
values ({county}, pg_temp.own('relay order'), array[{county}], '密{county}', '密{county}', '密{county}', 'https://密{county}.cn/', '密{county}',
  pg_temp.editor(), now(), now() + interval '1 day');
insert into relay_task (county_id, id, title, summary, blocks, kind, sensitivity, ai, topics, writers, article_id, source_name, source_url,
  note, issuer, ordered_by, ordered_at, due_at)
values ({county}, pg_temp.own('relay task'), '密{county}', '密{county}', '[{"type": "paragraph", "spans": [{"text": "密{county}"}]}]', 'news',
  'plain', 'none', '{}', '{}', pg_temp.own('released'), '密{county}', 'https://密{county}.cn/', '密{county}', '密{county}', pg_temp.editor(), now(),
  now() + interval '1 day');
insert into relay_copy (county_id, task_id, account_id, account_name, channel, department_id, department_name, slot_at)
values ({county}, pg_temp.own('relay task'), pg_temp.own('account'), '密{county}', 'website', pg_temp.home(), '密{county}', now());
insert into relay_draw (county_id, id, task_id, seed, pool, drawn, drawn_by, drawn_at)
select {county}, pg_temp.own(what), pg_temp.own('relay task'), sha256('密{county}'), array[pg_temp.own('account')], array[pg_temp.own('account')],
  pg_temp.editor(), now() from unnest(array['relay draw', 'relay draw looked at']) what;
insert into relay_look (county_id, draw_id, account_id, found, note, looked_by, looked_at)
values ({county}, pg_temp.own('relay draw looked at'), pg_temp.own('account'), 'other', '密{county}', pg_temp.editor(), now());
insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state, state_at, scheduled_at, error_text)
values ({county}, pg_temp.own('manual target'), pg_temp.own('release'), pg_temp.own('revision released'), pg_temp.own('noticed account'),
  pg_temp.home(), 'connector', 'by_hand', now(), now(), '密{county}');
insert into quota (county_id, account_id, kind, period, allowed) values ({county}, pg_temp.own('account'), '密{county}', current_date, 1);
insert into publication (county_id, id, release_id, article_id, revision_id, account_id, department_id, channel, column_id, topics, kind,
  emergency, title, summary, department_name, digest, released_at)
values ({county}, pg_temp.own('publication'), pg_temp.own('release'), pg_temp.own('released'), pg_temp.own('revision released'),
  pg_temp.own('account'), pg_temp.home(), 'website', pg_temp.own('column'), '{公{county}}', 'news', false, '公{county}', '公{county}',
  '公{county}', sha256('released'), now());
insert into publication_topic (county_id, channel, topic, released_at, publication_id)
select county_id, channel, topics[1], released_at, id from publication where county_id = {county} and id = pg_temp.own('publication');
insert into outlet (county_id, id, name, endpoint, secrets, rotated_at, created_at)
values ({county}, pg_temp.own('outlet'), '密{county}报', 'http://127.0.0.1:9/密{county}', array['密{county}'::bytea], now(), now());
insert into outlet_subscription (county_id, outlet_id, topic, since) values ({county}, pg_temp.own('outlet'), '密{county}', now());
insert into delivery (county_id, id, outlet_id, release_id, revision_id, kind, seq, body, next_at, last_error, created_at)
values ({county}, pg_temp.own('delivery'), pg_temp.own('outlet'), pg_temp.own('release'), pg_temp.own('revision released'), 'release', 1,
  '{}', now() + interval '1 year', '密{county}', now());
insert into outlet_column (county_id, outlet_id, column_id, since) values ({county}, pg_temp.own('outlet'), pg_temp.own('column'), now());
insert into syndication (county_id, article_id, department_id, allowed, reason, decided_by, decided_at)
values ({county}, pg_temp.own('approved'), pg_temp.home(), false, '密{county}', pg_temp.editor(), now());
insert into outlet_editor (county_id, outlet_id, person_id, added_at)
select {county}, pg_temp.own('outlet'), id, now() from person where county_id = {county} and login = 'daily.editor';
insert into person (county_id, id, login, name, home_department_id)
values ({county}, pg_temp.own('guest'), 'planted.guest', '密{county}guest', pg_temp.home());
insert into membership (county_id, id, person_id, role) values ({county}, pg_temp.own('membership of the guest'), pg_temp.own('guest'), 'outlet_editor');
insert into offer (county_id, outlet_id, article_id, delivery_id, revision_id, department_id, department_name, title, summary, topics, language,
  standing, offered_at, changed_at)
values ({county}, pg_temp.own('outlet'), pg_temp.own('released'), pg_temp.own('delivery'), pg_temp.own('revision released'), pg_temp.home(),
  '密{county}', '密{county}', '密{county}', '{密{county}}', 'zh-Hans', 'usable', now(), now());
insert into offer_take (county_id, id, outlet_id, article_id, revision_id, person_id, form, taken_at)
select {county}, pg_temp.own('take'), pg_temp.own('outlet'), pg_temp.own('released'), pg_temp.own('revision released'), id, 'text', now()
from person where county_id = {county} and login = 'daily.editor';
insert into pickup (county_id, id, outlet_id, article_id, department_id, title, url, url_hash, via, told_at, used_on, state, trouble, counted)
values ({county}, pg_temp.own('pickup'), pg_temp.own('outlet'), pg_temp.own('released'), pg_temp.home(), '密{county}', 'https://密{county}.cn/',
  sha256('pickup'), 'desk', now(), current_date, 'unreachable', '密{county}', false);

insert into hub_request (county_id, id, mode, topic, callback, lease_seconds, asked_at)
values ({county}, pg_temp.own('hub request'), 'subscribe', 'https://密{county}.cn/', 'https://密{county}.cn/', 60, now());
insert into hub_subscription (county_id, id, topic, callback, callback_hash, lease_until, begun_at)
values ({county}, pg_temp.own('hub subscription'), 'https://密{county}.cn/', 'https://密{county}.cn/', sha256('hub'), now() + interval '1 day', now());

insert into wechat_reading (county_id, account_id, what, department_id, refused_at, errcode, error_text)
values ({county}, pg_temp.own('account'), 'comments', pg_temp.home(), now(), 88000, '密{county}');
insert into account_figure (county_id, account_id, day, department_id, followers, gained, lost, reads, shares)
values ({county}, pg_temp.own('account'), current_date - 1, pg_temp.home(), 1, 1, 0, 1, 0);
insert into piece_figure (county_id, target_id, day, department_id, reads, shares, favourites)
values ({county}, pg_temp.own('target'), current_date - 1, pg_temp.home(), 1, 0, 0);
insert into wechat_menu (county_id, account_id, department_id, draft, error_text)
values ({county}, pg_temp.own('account'), pg_temp.home(), '[{"name": "密{county}"}]', '密{county}');
insert into wechat_comment (county_id, id, target_id, account_id, department_id, outside_id, reader_mac, content, written_at, reply, seen_at)
values ({county}, pg_temp.own('wechat comment'), pg_temp.own('target'), pg_temp.own('account'), pg_temp.home(), '密{county}', '\x00',
  '密{county}', now(), '密{county}', now());
insert into account (county_id, id, department_id, channel, name, created_at)
values ({county}, pg_temp.own('other account'), pg_temp.home(), 'connector', '数{county}乙', now());
insert into connector (county_id, id, name, endpoint, secrets, rotated_at, created_at)
values ({county}, pg_temp.own('connector'), '密{county}', 'http://127.0.0.1:9/密{county}', array['密{county}'::bytea], now(), now());
insert into connector_account (county_id, account_id, connector_id, handle, linked_at)
values ({county}, pg_temp.own('other account'), pg_temp.own('connector'), '密{county}', now());
insert into connector_call (county_id, id, connector_id, kind, at, outcome, error, answer)
values ({county}, pg_temp.own('connector call'), pg_temp.own('connector'), 'ping', now(), 'lost', '密{county}', '密{county}');
insert into connector_result (county_id, connector_id, message_id, id, body_digest, received_at, taken, reason, answer)
values ({county}, pg_temp.own('connector'), '密{county}', pg_temp.own('connector result'), sha256('密'), now(), false, '密{county}', '{}');

insert into oa_bridge (county_id, id, name, endpoint, secrets, rotated_at, next_seq, made_by, created_at)
values ({county}, pg_temp.own('oa bridge'), '密{county}', 'http://127.0.0.1:9/密{county}', array['密{county}'::bytea], now(), 2, pg_temp.editor(), now());
insert into oa_route (county_id, bridge_id, id, role) values ({county}, pg_temp.own('oa bridge'), pg_temp.own('oa route'), 'principal');
insert into oa_account (county_id, bridge_id, id, account, person_id, linked_by, linked_at)
values ({county}, pg_temp.own('oa bridge'), pg_temp.own('oa account'), 'planted', pg_temp.own('leaver'), pg_temp.own('person'), now());
insert into oa_message (county_id, id, bridge_id, kind, seq, body, state, next_at, last_error, answer, created_at)
values ({county}, pg_temp.own('oa message'), pg_temp.own('oa bridge'), 'ping', 1, '{}', 'dead', now(), '密{county}', '密{county}', now());
insert into oa_receipt (county_id, bridge_id, message_id, id, evidence, body_digest, received_at, account, person_id, taken, reason, answer)
values ({county}, pg_temp.own('oa bridge'), '密{county}', pg_temp.own('oa receipt'), sha256('密'), sha256('密'), now(), '密{county}',
  pg_temp.own('person'), false, '密{county}', '{}');

insert into inquiry (county_id, id, query_code, kind, origin, account_id, department_id, title, body, contact_masked, state, received_at,
  accepted_at, decline_reason)
select {county}, pg_temp.own(what), '{county}' || code, 'consultation', 'web', pg_temp.own('account'), department, '信{county}', '信{county}',
  '密{county}', state, now(), now(), null
from (values ('inquiry', '0001', pg_temp.home(), 'assigned'), ('letter', '0002', null, 'accepted')) v (what, code, department, state);
insert into inquiry_event (county_id, id, inquiry_id, at, kind, department_id, note)
values ({county}, pg_temp.own('note'), pg_temp.own('inquiry'), now(), 'assigned', pg_temp.home(), '密{county}');
insert into reply (county_id, id, inquiry_id, department_id, author_id, body, state, written_at)
select {county}, pg_temp.own(what), pg_temp.own('inquiry'), pg_temp.home(), pg_temp.editor(), mark || '{county}', state, now()
from (values ('reply', '密', 'in_review'), ('answer', '信', 'delivered')) v (what, mark, state);
insert into callback_receipt (county_id, account_id, dedupe_key, received_at) values ({county}, pg_temp.own('account'), '密{county}', now());
insert into customer_window (county_id, account_id, openid_mac, opened_at) values ({county}, pg_temp.own('account'), '\x00', now());

insert into fact (county_id, id, kind, at, day, subject_id) values ({county}, pg_temp.own('fact'), 'released', now(), current_date, pg_temp.own('released'));
insert into daily_figure (county_id, day, kind, owner_id, value) values ({county}, current_date, 'released', pg_temp.own('account'), 1);
insert into indicator_standing (county_id, indicator, indicator_version, owner_kind, owner_id, owner_name, level, value, detail, computed_at)
values ({county}, 'account_update', 1, 'account', pg_temp.own('account'), '数{county}', 'breach', 99, '数{county}', now());
insert into county_workday (county_id, day, works, source) values ({county}, '2026-01-04', false, '公{county}');
insert into duty_shift (county_id, id, person_id, starts_at, ends_at)
values ({county}, pg_temp.own('shift'), pg_temp.own('person'), now(), now() + interval '8 hours');
insert into service_entry (county_id, id, department_id, name, address, hours, phone)
values ({county}, pg_temp.own('entry'), pg_temp.home(), '公{county}', '公{county}', '公{county}', '公{county}');

commit;
