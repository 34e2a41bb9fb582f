//! Every statement on pauses.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Over, Pause};
use crate::release::target::Held;
use crate::{AccountId, PauseId};

struct Row {
    id: Uuid,
    scope: String,
    department_id: Option<Uuid>,
    account_id: Option<Uuid>,
    reason: String,
    paused_by: Option<Uuid>,
    paused_at: OffsetDateTime,
    resumed_at: Option<OffsetDateTime>,
}

impl From<Row> for Pause {
    fn from(row: Row) -> Self {
        let department = row.department_id.map(DepartmentId);
        let over = match (row.scope.as_str(), department, row.account_id) {
            ("account", _, Some(account)) => Over::Account(AccountId(account)),
            ("department", Some(department), _) => Over::Department(department),
            ("deployment", ..) => Over::Deployment,
            _ => Over::County,
        };
        Self {
            id: PauseId(row.id),
            over,
            department,
            reason: row.reason,
            by: row.paused_by.map(PersonId),
            at: row.paused_at,
            resumed_at: row.resumed_at,
        }
    }
}

/// Those that hold now, the widest first.
pub(crate) async fn open(tx: &mut TenantTx) -> Result<Vec<Pause>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Row,
        r#"select id as "id!", scope as "scope!", department_id, account_id, reason as "reason!", paused_by, paused_at as "paused_at!", resumed_at
           from (
             select id, 'deployment' as scope, null::uuid as department_id, null::uuid as account_id, reason, null::uuid as paused_by,
               paused_at, resumed_at, 1 as narrow
             from deployment_pause where resumed_at is null
             union all
             select id, scope, department_id, account_id, reason, paused_by, paused_at, resumed_at,
               case scope when 'county' then 2 when 'department' then 3 else 4 end
             from release_pause where county_id = $1 and resumed_at is null) p
           order by narrow, paused_at, id"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Pause::from).collect())
}

/// One of the county's own, held until the end of the transaction.
pub(super) async fn lock(tx: &mut TenantTx, id: PauseId) -> Result<Option<Pause>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, scope, department_id, account_id, reason, paused_by, paused_at, resumed_at
         from release_pause where county_id = $1 and id = $2 for no key update",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Pause::from))
}

/// One of the county's own.
pub(super) async fn find(tx: &mut TenantTx, id: PauseId) -> Result<Option<Pause>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, scope, department_id, account_id, reason, paused_by, paused_at, resumed_at
         from release_pause where county_id = $1 and id = $2",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Pause::from))
}

pub(super) async fn insert(tx: &mut TenantTx, pause: &Pause) -> Result<(), Storage> {
    let county = tx.county().0;
    let (scope, account) = match pause.over {
        Over::Account(account) => ("account", Some(account.0)),
        Over::Department(_) => ("department", None),
        Over::County | Over::Deployment => ("county", None),
    };
    sqlx::query!(
        "insert into release_pause (county_id, id, scope, department_id, account_id, reason, paused_by, paused_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        pause.id.0,
        scope,
        pause.department.map(|department| department.0),
        account,
        pause.reason,
        pause.by.map(|person| person.0),
        pause.at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn end(tx: &mut TenantTx, id: PauseId, by: Option<PersonId>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update release_pause set resumed_by = $3, resumed_at = $4 where county_id = $1 and id = $2 and resumed_at is null",
        county,
        id.0,
        by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

/// Why a target does not go out now: the reason of the widest pause over it.
pub(crate) async fn over(tx: &mut TenantTx, held: &Held) -> Result<Option<String>, Storage> {
    let county = tx.county().0;
    let reason = sqlx::query_scalar!(
        r#"select reason as "reason!" from pauses_over($1, $2, $3) order by narrow limit 1"#,
        county,
        held.target.department.0,
        held.target.account.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(reason)
}
