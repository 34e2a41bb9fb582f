//! What an overseeing region reads of released pieces, over the counties that granted it; row security checks each grant again.

use content::ArticleId;
use platform::page::{Cursor, Page};
use platform::{CountyId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::PublicationId;

/// A released piece, without its text.
#[derive(Clone, Debug)]
pub struct Overseen {
    /// Its id.
    pub id: PublicationId,
    /// Whose it is.
    pub county: CountyId,
    /// The article: stable over corrections.
    pub article: ArticleId,
    /// Title.
    pub title: String,
    /// The department's name when it was released.
    pub department_name: String,
    /// When it went live.
    pub released_at: OffsetDateTime,
    /// When it was taken back; such a piece stays in this list.
    pub withdrawn_at: Option<OffsetDateTime>,
}

/// A page of the pieces on the sites of these counties, newest first.
///
/// # Errors
/// When the database fails.
pub async fn overseen(
    tx: &mut TenantTx,
    counties: &[i32],
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Overseen>, Storage> {
    let end = (time::macros::datetime!(9999-01-01 00:00 UTC), Uuid::max());
    let (at, id) = after.map_or(end, |cursor| (cursor.at, cursor.id));
    let rows = sqlx::query_as!(
        Overseen,
        r#"select id as "id: PublicationId", county_id as "county: CountyId", article_id as "article: ArticleId", title, department_name,
             released_at, withdrawn_at
           from publication where county_id = any($1) and channel = 'website' and superseded_at is null and (released_at, id) < ($2, $3)
           order by released_at desc, id desc limit $4"#,
        counties,
        at,
        id,
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, first))
}
