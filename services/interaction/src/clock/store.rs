//! Statements on `clock_policy`.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::{ClockPolicyId, Policy};
use crate::inquiry::Kind;

struct Row {
    id: ClockPolicyId,
    accept_days: i32,
    first_answer_days: i32,
    final_days: i32,
}

impl From<Row> for Policy {
    fn from(row: Row) -> Self {
        let days = |count: i32| u16::try_from(count).unwrap_or_default();
        Self {
            id: Some(row.id),
            accept: days(row.accept_days),
            first_answer: days(row.first_answer_days),
            last: days(row.final_days),
        }
    }
}

pub(super) async fn in_force(tx: &mut TenantTx, kind: Kind, at: OffsetDateTime) -> Result<Option<Policy>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id: ClockPolicyId", accept_days, first_answer_days, final_days from clock_policy
           where county_id = $1 and kind = $2 and starts_at <= $3 order by starts_at desc limit 1"#,
        county,
        kind.as_str(),
        at
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Policy::from))
}

pub(super) async fn get(tx: &mut TenantTx, id: ClockPolicyId) -> Result<Option<Policy>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id: ClockPolicyId", accept_days, first_answer_days, final_days from clock_policy
           where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Policy::from))
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    kind: Kind,
    policy: Policy,
    starts_at: OffsetDateTime,
) -> Result<(), Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    sqlx::query!(
        "insert into clock_policy (county_id, id, kind, accept_days, first_answer_days, final_days, starts_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        id,
        kind.as_str(),
        i32::from(policy.accept),
        i32::from(policy.first_answer),
        i32::from(policy.last),
        starts_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
