//! SQL on cases; beside it on their steps, and on what was said on them.

mod able;
mod approval;
mod said;
mod steps;

use content::{ArticleId, Digest, RevisionId};
use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Case, CaseId, CaseState, StepId};
use crate::rule::RuleId;

pub use able::{Able, able};
pub(super) use approval::insert_approval;
pub use said::{decisions_of, verdicts_of};
pub(super) use said::{insert_decision, insert_verdict};
pub(crate) use steps::{Mark, open_steps, save_step};
pub(super) use steps::{insert_step, open_for};
pub use steps::{known_steps, steps_of};

struct CaseRow {
    id: Uuid,
    article_id: Uuid,
    revision_id: Uuid,
    digest: Vec<u8>,
    department_id: Uuid,
    author_id: Uuid,
    writers: Vec<Uuid>,
    rule_id: Uuid,
    rule_version: i32,
    state: String,
    current_step: i32,
    co_signers: Vec<Uuid>,
    opened_at: OffsetDateTime,
    closed_at: Option<OffsetDateTime>,
}

impl TryFrom<CaseRow> for Case {
    type Error = Storage;
    fn try_from(row: CaseRow) -> Result<Self, Storage> {
        Ok(Self {
            id: CaseId(row.id),
            article: ArticleId(row.article_id),
            revision: RevisionId(row.revision_id),
            digest: Digest::from_bytes(&row.digest).ok_or_else(|| misread("review_case.digest", row.id))?,
            department: DepartmentId(row.department_id),
            author: PersonId(row.author_id),
            writers: row.writers.into_iter().map(PersonId).collect(),
            rule: RuleId(row.rule_id),
            rule_version: row.rule_version,
            state: CaseState::parse(&row.state).ok_or_else(|| misread("review_case.state", row.id))?,
            current_step: row.current_step,
            co_signers: row.co_signers.into_iter().map(DepartmentId).collect(),
            opened_at: row.opened_at,
            closed_at: row.closed_at,
        })
    }
}

/// A row the code cannot read: the schema and the binary do not fit.
pub(crate) fn misread(column: &'static str, id: Uuid) -> Storage {
    Storage(sqlx::Error::Decode(format!("{column} of {id}").into()))
}

macro_rules! select_cases {
    ($distinct:literal, $rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            CaseRow,
            "select " + $distinct + " id, article_id, revision_id, digest, department_id, author_id, writers, rule_id, rule_version,
               state, current_step, co_signers, opened_at, closed_at from review_case " + $rest,
            $($value),+
        )
    };
}

/// One case, if the caller sees it.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, id: CaseId) -> Result<Option<Case>, Storage> {
    Ok(by_ids(tx, &[id]).await?.pop())
}

/// The cases of these ids that the caller sees, in no order.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(tx: &mut TenantTx, ids: &[CaseId]) -> Result<Vec<Case>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select_cases!("", "where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Case::try_from).collect()
}

/// The case a step belongs to, if the caller sees it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn find_by_step(tx: &mut TenantTx, step: StepId) -> Result<Option<CaseId>, Storage> {
    let county = tx.county().0;
    let id = sqlx::query_scalar!("select case_id from review_step where county_id = $1 and id = $2", county, step.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(id.map(CaseId))
}

/// Locks a case until the end of the transaction, so that those who decide on it come one after another.
pub(crate) async fn lock(tx: &mut TenantTx, id: CaseId) -> Result<Option<Case>, Storage> {
    let county = tx.county().0;
    let row = select_cases!("", "where county_id = $1 and id = $2 for update", county, id.0)
        .fetch_optional(tx.conn())
        .await?;
    row.map(Case::try_from).transpose()
}

/// Locks the open case of an article.
pub(super) async fn lock_open_of(tx: &mut TenantTx, article: ArticleId) -> Result<Option<Case>, Storage> {
    let county = tx.county().0;
    let row =
        select_cases!("", "where county_id = $1 and article_id = $2 and state = 'open' for update", county, article.0)
            .fetch_optional(tx.conn())
            .await?;
    row.map(Case::try_from).transpose()
}

/// The cases of these revisions that the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn of_revisions(tx: &mut TenantTx, revisions: &[RevisionId]) -> Result<Vec<Case>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = revisions.iter().map(|id| id.0).collect();
    let rows =
        select_cases!("", "where county_id = $1 and revision_id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Case::try_from).collect()
}

/// The latest case of each of these articles that has one the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn latest_of(tx: &mut TenantTx, articles: &[ArticleId]) -> Result<Vec<Case>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = articles.iter().map(|id| id.0).collect();
    let rows = select_cases!(
        "distinct on (article_id)",
        "where county_id = $1 and article_id = any($2) order by article_id, opened_at desc, id desc",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Case::try_from).collect()
}

/// Cases, the newest first, of one state if given.
pub(super) async fn page(
    tx: &mut TenantTx,
    state: Option<CaseState>,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Case>, Storage> {
    let county = tx.county().0;
    let rows = select_cases!(
        "",
        "where county_id = $1 and ($2::text is null or state = $2)
           and ($3::timestamptz is null or (opened_at, id) < ($3, $4)) order by opened_at desc, id desc limit $5",
        county,
        state.map(CaseState::as_str),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Case::try_from).collect()
}

pub(super) async fn insert(tx: &mut TenantTx, case: &Case) -> Result<(), Storage> {
    let county = tx.county().0;
    let co_signers: Vec<Uuid> = case.co_signers.iter().map(|department| department.0).collect();
    let writers: Vec<Uuid> = case.writers.iter().map(|person| person.0).collect();
    sqlx::query!(
        "insert into review_case (county_id, id, article_id, revision_id, digest, department_id, author_id, writers, rule_id,
           rule_version, state, current_step, opened_at, co_signers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        county,
        case.id.0,
        case.article.0,
        case.revision.0,
        case.digest.0.as_slice(),
        case.department.0,
        case.author.0,
        &writers,
        case.rule.0,
        case.rule_version,
        case.state.as_str(),
        case.current_step,
        case.opened_at,
        &co_signers
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes the state, the current step and the end of a locked case.
pub(super) async fn save(tx: &mut TenantTx, case: &Case) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update review_case set state = $3, current_step = $4, closed_at = $5 where county_id = $1 and id = $2",
        county,
        case.id.0,
        case.state.as_str(),
        case.current_step,
        case.closed_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
