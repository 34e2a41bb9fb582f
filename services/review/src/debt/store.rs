//! Every statement on overrides and their debts.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Debt, DebtId, DebtState, Override, OverrideId};
use crate::case::{Case, CaseId};

struct DebtRow {
    id: Uuid,
    case_id: Uuid,
    case_department_id: Uuid,
    overrider_id: Uuid,
    writers: Vec<Uuid>,
    owed_at: OffsetDateTime,
    due_at: OffsetDateTime,
    state: String,
    overdue_at: Option<OffsetDateTime>,
    settled_by: Option<Uuid>,
    settled_at: Option<OffsetDateTime>,
    opinion: String,
}

impl TryFrom<DebtRow> for Debt {
    type Error = Storage;
    fn try_from(row: DebtRow) -> Result<Self, Storage> {
        let state = DebtState::parse(&row.state)
            .ok_or_else(|| Storage(sqlx::Error::Decode(format!("review_debt.state of {}", row.id).into())))?;
        Ok(Self {
            id: DebtId(row.id),
            case: CaseId(row.case_id),
            department: DepartmentId(row.case_department_id),
            overrider: PersonId(row.overrider_id),
            writers: row.writers.into_iter().map(PersonId).collect(),
            owed_at: row.owed_at,
            due_at: row.due_at,
            state,
            overdue_at: row.overdue_at,
            settled_by: row.settled_by.map(PersonId),
            settled_at: row.settled_at,
            opinion: row.opinion,
        })
    }
}

/// The columns of a debt, from where the rest of the statement says.
macro_rules! select_debts {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            DebtRow,
            "select id, case_id, case_department_id, overrider_id, writers, owed_at, due_at, state, overdue_at, settled_by,
               settled_at, opinion from review_debt " + $rest,
            $($value),+
        )
    };
}

pub(crate) async fn debts_of(tx: &mut TenantTx, cases: &[CaseId]) -> Result<Vec<Debt>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = cases.iter().map(|id| id.0).collect();
    let rows = select_debts!("where county_id = $1 and case_id = any($2)", county, &ids).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Debt::try_from).collect()
}

/// Debts that are open, and those that were objected to; soonest due first.
pub(super) async fn unpaid(tx: &mut TenantTx, limit: i64) -> Result<Vec<Debt>, Storage> {
    let county = tx.county().0;
    let rows = select_debts!(
        "where county_id = $1 and state in ('open', 'objected') order by state desc, due_at, id limit $2",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Debt::try_from).collect()
}

pub(super) async fn lock_debt(tx: &mut TenantTx, id: DebtId) -> Result<Option<Debt>, Storage> {
    let county = tx.county().0;
    let row =
        select_debts!("where county_id = $1 and id = $2 for update", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(Debt::try_from).transpose()
}

pub(super) async fn insert_debt(
    tx: &mut TenantTx,
    id: DebtId,
    case: &Case,
    taken: &Override,
    due_at: OffsetDateTime,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let writers: Vec<Uuid> = case.writers.iter().map(|person| person.0).collect();
    sqlx::query!(
        "insert into review_debt (county_id, id, case_id, override_id, case_department_id, overrider_id, author_id, writers,
           owed_at, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        county,
        id.0,
        case.id.0,
        taken.id.0,
        case.department.0,
        taken.person.0,
        case.author.0,
        &writers,
        now,
        due_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what the second person said. A debt that was paid has no such row for the policy, and the statement fails.
pub(super) async fn save_settlement(tx: &mut TenantTx, debt: &Debt) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update review_debt set state = $3, settled_by = $4, settled_at = $5, opinion = $6 where county_id = $1 and id = $2",
        county,
        debt.id.0,
        debt.state.as_str(),
        debt.settled_by.map(|person| person.0),
        now,
        debt.opinion
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

pub(super) async fn mark_overdue(tx: &mut TenantTx, id: DebtId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("update review_debt set overdue_at = $3 where county_id = $1 and id = $2", county, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn overrides_of(tx: &mut TenantTx, cases: &[CaseId]) -> Result<Vec<Override>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = cases.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Override,
        r#"select id as "id: OverrideId", case_id as "case: CaseId", case_department_id as "department: DepartmentId",
             person_id as "person: PersonId", reason, taken_at
           from review_override where county_id = $1 and case_id = any($2)"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert_override(tx: &mut TenantTx, case: &Case, taken: &Override) -> Result<(), Storage> {
    let county = tx.county().0;
    let writers: Vec<Uuid> = case.writers.iter().map(|person| person.0).collect();
    sqlx::query!(
        "insert into review_override (county_id, id, case_id, case_department_id, author_id, writers, person_id, reason, taken_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        taken.id.0,
        case.id.0,
        case.department.0,
        case.author.0,
        &writers,
        taken.person.0,
        taken.reason,
        taken.taken_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
