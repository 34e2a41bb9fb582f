//! Facts for oversight: written in the transaction of the change they tell of, folded into figures later.

use uuid::Uuid;

use crate::{Clock, DepartmentId, Storage, TenantTx};

/// Something countable that happened. Ids and numbers only.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// Such as `release.live`, `inquiry.received`, `inquiry.answered`.
    pub kind: &'static str,
    /// The account it happened on.
    pub account: Option<Uuid>,
    /// The department it counts for.
    pub department: Option<DepartmentId>,
    /// What it is about.
    pub subject: Uuid,
    /// How much: 1 for a count, or a measure such as working days used.
    pub value: i64,
}

/// Appends a fact for today (China's day).
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &mut TenantTx, fact: Fact) -> Result<(), Storage> {
    let (county, id, at) = (tx.county().0, tx.new_id(), tx.now());
    sqlx::query!(
        "insert into fact (county_id, id, kind, at, day, account_id, department_id, subject_id, value)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        id,
        fact.kind,
        at,
        Clock::day_of(at),
        fact.account,
        fact.department.map(|department| department.0),
        fact.subject,
        fact.value
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
