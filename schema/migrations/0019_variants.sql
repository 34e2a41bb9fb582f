-- 各渠道版本: the columns stand since 0017, {"wechat": {"title", "summary", "coverMediaId", "coverFocus", "order"}}; here is what
-- shows a file in a variant alone to those who see the piece, and what must stay in sight where a frame cuts a cover.

alter table article add column cover_focus jsonb check (jsonb_typeof(cover_focus) = 'object');
alter table revision add column cover_focus jsonb check (jsonb_typeof(cover_focus) = 'object');
alter table publication add column cover_focus jsonb check (jsonb_typeof(cover_focus) = 'object');

-- Whether a piece names a file as it stands.
create function names_media(a article, media_id uuid) returns boolean language sql immutable as $$
  select a.cover_media_id = media_id or position(media_id::text in a.blocks::text) > 0 or position(media_id::text in a.variants::text) > 0 $$;

drop policy holder on media;
create policy holder on media for select using (reaches_public(county_id) and current_token() is not null and (
  exists (select from preview_link l join revision_media m on m.county_id = l.county_id and m.revision_id = l.revision_id
    where l.county_id = media.county_id and m.media_id = media.id)
  or exists (select from article a where a.county_id = media.county_id and names_media(a, media.id))));
