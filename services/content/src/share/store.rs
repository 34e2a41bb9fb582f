//! Every statement on `article_share` and `article_share_media`.

use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use uuid::Uuid;

use super::frozen::Frozen;
use super::{Share, ShareId, ShareState};
use crate::article::{AiUse, Kind, Origin, Provenance, Sensitivity};
use crate::{ArticleId, Block, MediaId, SourceId};

/// The columns of a share, from where the rest of the statement says.
macro_rules! shares {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Share,
            r#"select id as "id: ShareId", article_id as "article: ArticleId", title, from_department_id as "from: DepartmentId",
                 to_department_id as "to: DepartmentId", state as "state: ShareState", note, reason, asked_by as "asked_by: PersonId",
                 asked_at, offered_by as "offered_by: PersonId", offered_at, settled_by as "settled_by: PersonId", settled_at,
                 taken_article_id as "taken: ArticleId", began_at
               from article_share "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn lock(tx: &mut TenantTx, id: ShareId) -> Result<Option<Share>, Storage> {
    let county = tx.county().0;
    let row = shares!("where county_id = $1 and id = $2 for no key update", county, id.0);
    Ok(row.fetch_optional(tx.conn()).await?)
}

pub(super) async fn list(
    tx: &mut TenantTx,
    (to, from): (Option<DepartmentId>, Option<DepartmentId>),
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Share>, Storage> {
    let county = tx.county().0;
    let rows = shares!(
        "where county_id = $1 and ($2::uuid is null or to_department_id = $2) and ($3::uuid is null or from_department_id = $3)
           and ($4::timestamptz is null or (began_at, id) < ($4, $5)) order by began_at desc, id desc limit $6",
        county,
        to.map(|id| id.0),
        from.map(|id| id.0),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

pub(super) async fn waiting(tx: &mut TenantTx, department: DepartmentId, limit: i64) -> Result<Vec<Share>, Storage> {
    let county = tx.county().0;
    let rows = shares!(
        "where county_id = $1 and ((state = 'offered' and to_department_id = $2) or (state = 'asked' and from_department_id = $2))
         order by began_at, id limit $3",
        county,
        department.0,
        limit
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

pub(super) async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Share>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = shares!("where county_id = $1 and article_id = any($2) order by began_at desc, id desc", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// The departments that a piece is offered to, or that ask for it.
pub(super) async fn open_to(tx: &mut TenantTx, article: ArticleId) -> Result<Vec<DepartmentId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select to_department_id from article_share where county_id = $1 and article_id = $2 and state in ('asked', 'offered')",
        county,
        article.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(DepartmentId).collect())
}

pub(super) async fn insert(tx: &mut TenantTx, share: &Share, frozen: &Frozen) -> Result<(), Storage> {
    let county = tx.county().0;
    let writers: Vec<Uuid> = frozen.writers.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into article_share (county_id, id, article_id, from_department_id, to_department_id, state, note, asked_by, asked_at,
           offered_by, offered_at, began_at, title, summary, blocks, kind, sensitivity, origin, ai, cover_media_id, topics, source_id,
           source_url, source_author, source_published_at, source_licence, carried_name, writers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
           $26, $27, $28)",
        county,
        share.id.0,
        share.article.0,
        share.from.0,
        share.to.0,
        share.state.as_str(),
        share.note,
        share.asked_by.map(|id| id.0),
        share.asked_at,
        share.offered_by.map(|id| id.0),
        share.offered_at,
        share.began_at,
        frozen.title,
        frozen.summary,
        Json(&frozen.blocks) as _,
        frozen.kind.as_str(),
        frozen.sensitivity.as_str(),
        frozen.origin.as_str(),
        frozen.ai.as_str(),
        frozen.cover.map(|id| id.0),
        &frozen.topics,
        frozen.source.map(|id| id.0),
        frozen.source_url,
        frozen.provenance.author,
        frozen.provenance.published_at,
        frozen.provenance.licence,
        frozen.carried_name,
        &writers
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves where a locked share stands.
pub(super) async fn save(tx: &mut TenantTx, share: &Share) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update article_share set state = $3, reason = $4, offered_by = $5, offered_at = $6, settled_by = $7, settled_at = $8,
           taken_article_id = $9
         where county_id = $1 and id = $2",
        county,
        share.id.0,
        share.state.as_str(),
        share.reason,
        share.offered_by.map(|id| id.0),
        share.offered_at,
        share.settled_by.map(|id| id.0),
        share.settled_at,
        share.taken.map(|id| id.0)
    )
    .execute(tx.conn())
    .await?;
    // Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

/// Lets those it is given to show the files it shows.
pub(super) async fn lend(tx: &mut TenantTx, share: &Share, media: &[MediaId]) -> Result<(), Storage> {
    if media.is_empty() {
        return Ok(());
    }
    let county = tx.county().0;
    let media: Vec<Uuid> = media.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into article_share_media (county_id, share_id, media_id, to_department_id) select $1, $2, unnest($3::uuid[]), $4",
        county,
        share.id.0,
        &media,
        share.to.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is shared, as it was offered or asked for.
///
/// # Errors
/// When the rows cannot be read.
pub async fn texts(tx: &mut TenantTx, ids: &[ShareId]) -> Result<Vec<(ShareId, Frozen)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select id as "id: ShareId", title, summary, blocks as "blocks: Json<Vec<Block>>", kind as "kind: Kind",
             sensitivity as "sensitivity: Sensitivity", origin as "origin: Origin", ai as "ai: AiUse", cover_media_id as "cover: MediaId",
             topics, source_id as "source: SourceId", source_url, source_author, source_published_at, source_licence, carried_name, writers
           from article_share where county_id = $1 and id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let text = rows.into_iter().map(|row| {
        let frozen = Frozen {
            title: row.title,
            summary: row.summary,
            blocks: row.blocks.0,
            kind: row.kind,
            sensitivity: row.sensitivity,
            origin: row.origin,
            ai: row.ai,
            cover: row.cover,
            topics: row.topics,
            source: row.source,
            source_url: row.source_url,
            provenance: Provenance {
                author: row.source_author,
                published_at: row.source_published_at,
                licence: row.source_licence,
            },
            carried_name: row.carried_name,
            writers: row.writers.into_iter().map(PersonId).collect(),
        };
        (row.id, frozen)
    });
    Ok(text.collect())
}
