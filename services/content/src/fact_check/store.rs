//! Every statement on `fact_check`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{FactCheck, FactCheckId, FactCheckState};
use crate::preview_link::PreviewLinkId;
use crate::{ArticleId, Digest};

struct Row {
    id: Uuid,
    article_id: Uuid,
    department_id: Uuid,
    round: i32,
    asked_of: String,
    question: String,
    link_id: Option<Uuid>,
    state: FactCheckState,
    answered_text: Option<Vec<u8>>,
    answer: String,
    asked_by: Uuid,
    asked_at: OffsetDateTime,
    reminded_at: Option<OffsetDateTime>,
    state_at: OffsetDateTime,
    address: Option<Vec<u8>>,
}

impl From<Row> for FactCheck {
    fn from(row: Row) -> Self {
        Self {
            id: FactCheckId(row.id),
            article: ArticleId(row.article_id),
            department: DepartmentId(row.department_id),
            round: row.round,
            asked_of: row.asked_of,
            question: row.question,
            link: row.link_id.map(PreviewLinkId),
            state: row.state,
            answered_text: row.answered_text.as_deref().and_then(Digest::from_bytes),
            answer: row.answer,
            asked_by: PersonId(row.asked_by),
            asked_at: row.asked_at,
            reminded_at: row.reminded_at,
            state_at: row.state_at,
        }
    }
}

/// The columns of checks, from where the rest of the statement says.
macro_rules! checks {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select id, article_id, department_id, round, asked_of, question, link_id, state as "state: FactCheckState", answered_text,
                 answer, asked_by, asked_at, reminded_at, state_at, address
               from fact_check "# + $rest,
            $($value),+
        )
    };
}

/// The checks of these ids that the caller sees, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[FactCheckId]) -> Result<Vec<FactCheck>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = checks!("where county_id = $1 and id = any($2)", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(FactCheck::from).collect())
}

/// The checks of these pieces, the latest asked first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_articles(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<FactCheck>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = checks!(
        "where county_id = $1 and article_id = any($2) order by asked_at desc, id desc limit 2000",
        county,
        &ids
    );
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(FactCheck::from).collect())
}

/// Checks this person asked for that want changes, of pieces that are drafts nobody changed since.
///
/// # Errors
/// When the rows cannot be read.
pub async fn wanting_changes(tx: &mut TenantTx, person: PersonId, limit: i64) -> Result<Vec<FactCheck>, Storage> {
    let county = tx.county().0;
    let rows = checks!(
        "f where county_id = $1 and asked_by = $2 and state = 'changes' and exists (select from article a
           where a.county_id = f.county_id and a.id = f.article_id and a.state = 'draft' and a.updated_at < f.state_at)
         order by state_at desc limit $3",
        county,
        person.0,
        limit
    );
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(FactCheck::from).collect())
}

/// What a link asks of its holder.
pub(super) async fn of_link(tx: &mut TenantTx, link: PreviewLinkId) -> Result<Option<FactCheck>, Storage> {
    let county = tx.county().0;
    let row = checks!("where county_id = $1 and link_id = $2", county, link.0);
    Ok(row.fetch_optional(tx.conn()).await?.map(FactCheck::from))
}

/// A check with its sealed address, held until the transaction ends.
pub(super) async fn lock(tx: &mut TenantTx, id: FactCheckId) -> Result<Option<(FactCheck, Option<Vec<u8>>)>, Storage> {
    let county = tx.county().0;
    let row = checks!("where county_id = $1 and id = $2 for no key update", county, id.0);
    let row = row.fetch_optional(tx.conn()).await?;
    Ok(row.map(|mut row| {
        let address = row.address.take();
        (row.into(), address)
    }))
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    check: &FactCheck,
    address: Option<&[u8]>,
    text: &Digest,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into fact_check (county_id, id, article_id, department_id, round, asked_of, address, question, link_id, state, asked_text,
           answer, asked_by, asked_at, state_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
        county,
        check.id.0,
        check.article.0,
        check.department.0,
        check.round,
        check.asked_of,
        address,
        check.question,
        check.link.map(|id| id.0),
        check.state.as_str(),
        text.0.as_slice(),
        check.answer,
        check.asked_by.0,
        check.asked_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves what became of a check that waits; false where it waits no longer.
pub(super) async fn save(tx: &mut TenantTx, check: &FactCheck) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update fact_check set link_id = $3, state = $4, answered_text = $5, answer = $6, reminded_at = $7, state_at = $8
         where county_id = $1 and id = $2 and state = 'asked'",
        county,
        check.id.0,
        check.link.map(|id| id.0),
        check.state.as_str(),
        check.answered_text.map(|digest| digest.0.to_vec()),
        check.answer,
        check.reminded_at,
        check.state_at
    );
    Ok(done.execute(tx.conn()).await?.rows_affected() == 1)
}
