//! Every statement on `media_use`, and on what is frozen beside it.

use platform::{Storage, TenantTx};
use uuid::Uuid;

use super::{Place, Use};
use crate::{ArticleId, MediaId};

/// Places told of one file; a logo on every piece has more.
const MOST: i64 = 200;

/// Where these files are used: what may still change first, then what is frozen, the latest first. What the caller may not see
/// is told without its title.
///
/// # Errors
/// When the rows cannot be read.
pub async fn uses_of(tx: &mut TenantTx, ids: &[MediaId]) -> Result<Vec<Use>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select file as "file!", u.place as "place!: Place", u.subject as "subject!", u.title, u.state, u.number, u.released as "released!"
           from unnest($2::uuid[]) file, lateral (
             select n.place, n.subject_id as subject, coalesce(a.title, s.title, t.name) as title, coalesce(a.state, s.state) as state,
               null::int as number, false as released, 0 as rank
             from media_use n
             left join article a on n.place = 'article' and a.county_id = n.county_id and a.id = n.subject_id
             left join submission s on n.place = 'submission' and s.county_id = n.county_id and s.id = n.subject_id
             left join template t on n.place = 'template' and t.county_id = n.county_id and t.id = n.subject_id
             where n.county_id = $1 and n.media_id = file
             union
             select 'submission', m.submission_id, s.title, s.state, null, false, 0
             from submission_media m join submission s on s.county_id = m.county_id and s.id = m.submission_id
             where m.county_id = $1 and m.media_id = file
             union all
             select 'revision', coalesce(r.article_id, m.revision_id), r.title, null, r.number, coalesce(r.public_at is not null, false), 1
             from revision_media m left join revision r on r.county_id = m.county_id and r.id = m.revision_id
             where m.county_id = $1 and m.media_id = file
             order by rank, subject desc, number desc limit $3) u"#,
        county,
        &ids,
        MOST
    )
    .fetch_all(tx.conn())
    .await?;
    let told = rows.into_iter().map(|row| Use {
        media: MediaId(row.file),
        place: row.place,
        subject: row.subject,
        title: row.title,
        state: row.state,
        number: row.number,
        released: row.released,
    });
    Ok(told.collect())
}

/// In how many places a file is used, whoever may see them. Attachments of another department's submission are of its own files.
pub(in crate::media) async fn count(tx: &mut TenantTx, id: MediaId) -> Result<i64, Storage> {
    let county = tx.county().0;
    let places = sqlx::query_scalar!(
        r#"select (select count(*) from media_use where county_id = $1 and media_id = $2)
             + (select count(*) from revision_media where county_id = $1 and media_id = $2)
             + (select count(*) from submission_media where county_id = $1 and media_id = $2) as "places!""#,
        county,
        id.0
    );
    Ok(places.fetch_one(tx.conn()).await?)
}

/// The pieces that name a file as they stand now.
pub(in crate::media) async fn articles(tx: &mut TenantTx, id: MediaId) -> Result<Vec<ArticleId>, Storage> {
    let county = tx.county().0;
    let ids = sqlx::query_scalar!(
        "select subject_id from media_use where county_id = $1 and media_id = $2 and place = 'article' order by subject_id",
        county,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(ArticleId).collect())
}
