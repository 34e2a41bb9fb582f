//! Every statement on accounts and filings.

use platform::{Clock, DepartmentId, PersonId, Storage, TenantTx};
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Account, AccountSettings, AccountState, Filing, NewAccount, NewFiling};
use crate::AccountId;

struct Row {
    id: Uuid,
    department_id: Uuid,
    channel: String,
    name: String,
    external_id: Option<String>,
    settings: Value,
    state: String,
    paused_reason: Option<String>,
    filing_id: Option<Uuid>,
    filing_kind: Option<String>,
    filing_number: Option<String>,
    filed_on: Option<Date>,
    approved_on: Option<Date>,
    last_live_at: Option<OffsetDateTime>,
    pushed: Option<i32>,
}

impl TryFrom<Row> for Account {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        let filing = match (row.filing_id, row.filing_kind, row.filing_number, row.filed_on) {
            (Some(id), Some(kind), Some(number), Some(filed_on)) => {
                Some(Filing { id, kind, number, filed_on, approved_on: row.approved_on })
            }
            _ => None,
        };
        let settings: AccountSettings = serde_json::from_value(row.settings).unwrap_or_default();
        let left = |limit: i32| (limit - row.pushed.unwrap_or_default()).max(0);
        Ok(Self {
            id: AccountId(row.id),
            department: DepartmentId(row.department_id),
            channel: row.channel.try_into()?,
            name: row.name,
            external_id: row.external_id,
            state: row.state.try_into()?,
            paused_reason: row.paused_reason,
            filing,
            last_live_at: row.last_live_at,
            pushes_left_today: settings.pushes_per_day.map(left),
            settings,
        })
    }
}

pub(crate) async fn list(tx: &mut TenantTx) -> Result<Vec<Account>, Storage> {
    select(tx, None).await
}

pub(crate) async fn find(tx: &mut TenantTx, id: AccountId) -> Result<Option<Account>, Storage> {
    Ok(select(tx, Some(&[id.0])).await?.pop())
}

/// Those of the given ids that the caller sees.
pub(crate) async fn find_all(tx: &mut TenantTx, ids: &[AccountId]) -> Result<Vec<Account>, Storage> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    select(tx, Some(&ids)).await
}

async fn select(tx: &mut TenantTx, ids: Option<&[Uuid]>) -> Result<Vec<Account>, Storage> {
    let (county, today) = (tx.county().0, Clock::day_of(tx.now()));
    let rows = sqlx::query_as!(
        Row,
        r#"select a.id, a.department_id, a.channel, a.name, a.external_id, a.settings, a.state, a.paused_reason,
             f.id as "filing_id?", f.kind as "filing_kind?", f.number as "filing_number?", f.filed_on as "filed_on?",
             f.approved_on, q.reserved + q.consumed as "pushed?",
             (select max(t.live_at) from release_target t where t.county_id = a.county_id and t.account_id = a.id) as "last_live_at?"
           from account a
           left join filing f on f.county_id = a.county_id and f.id = a.filing_id
           left join quota q on q.county_id = a.county_id and q.account_id = a.id and q.kind = 'push' and q.period = $2
           where a.county_id = $1 and (($3::uuid[] is null and a.state <> 'closed') or a.id = any ($3))
           order by a.department_id, a.channel, a.name, a.id"#,
        county,
        today,
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Account::try_from).collect()
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    id: AccountId,
    account: &NewAccount,
    secret: Option<&[u8]>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let settings = serde_json::to_value(&account.settings).unwrap_or_default();
    sqlx::query!(
        "insert into account (county_id, id, department_id, channel, name, external_id, settings, secret, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        id.0,
        account.department.0,
        account.channel.as_str(),
        account.name.trim(),
        account.external_id.as_deref().map(str::trim),
        settings,
        secret,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Enters the filing and makes the account active.
pub(crate) async fn file(
    tx: &mut TenantTx,
    id: AccountId,
    filing: &NewFiling,
    by: Option<PersonId>,
) -> Result<(), Storage> {
    let (county, filing_id) = (tx.county().0, tx.new_id());
    sqlx::query!(
        "insert into filing (county_id, id, account_id, kind, number, filed_on, approved_on, recorded_by)
         values ($1, $2, $3, 'open', $4, $5, $6, $7)",
        county,
        filing_id,
        id.0,
        filing.number.trim(),
        filing.filed_on,
        filing.approved_on,
        by.map(|person| person.0)
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update account set filing_id = $3, state = 'active' where county_id = $1 and id = $2",
        county,
        id.0,
        filing_id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn set_state(
    tx: &mut TenantTx,
    id: AccountId,
    state: AccountState,
    reason: Option<&str>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update account set state = $3, paused_reason = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        state.as_str(),
        reason
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) struct Secret {
    pub(crate) external_id: Option<String>,
    pub(crate) settings: Value,
    pub(crate) secret: Option<Vec<u8>>,
}

pub(crate) async fn secret(tx: &mut TenantTx, id: AccountId) -> Result<Option<Secret>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Secret,
        "select external_id, settings, secret from account where county_id = $1 and id = $2",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// Holds an account until the end of the transaction: two who change its secret come one after the other.
pub(crate) async fn hold(tx: &mut TenantTx, id: AccountId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("select id from account where county_id = $1 and id = $2 for no key update", county, id.0)
        .fetch_optional(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn set_secret(tx: &mut TenantTx, id: AccountId, secret: &[u8]) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!("update account set secret = $3 where county_id = $1 and id = $2", county, id.0, secret)
        .execute(tx.conn())
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}
