//! Every statement on accounts and filings.

use platform::{Clock, DepartmentId, PersonId, Storage, TenantTx};
use serde_json::Value;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::custody::Custody;
use super::register::store::FilingRow;
use super::{Account, AccountSettings, AccountState, Capability, Change, NewAccount, Particulars};
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
    attachment_id: Option<Uuid>,
    notice_text: Option<String>,
    notice_address: Option<String>,
    notice_on: Option<Date>,
    platform: Option<String>,
    address: Option<String>,
    operator: Option<String>,
    opened_on: Option<Date>,
    allowed_by: Option<String>,
    verified: bool,
    capabilities: Vec<String>,
    held: bool,
    custodian_id: Option<Uuid>,
    set_at: OffsetDateTime,
    secret_lost_at: Option<OffsetDateTime>,
    secret_lost_reason: Option<String>,
    last_live_at: Option<OffsetDateTime>,
    pushed: Option<i32>,
}

impl TryFrom<Row> for Account {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        let filing = FilingRow {
            id: row.filing_id,
            kind: row.filing_kind,
            number: row.filing_number,
            filed_on: row.filed_on,
            approved_on: row.approved_on,
            attachment_id: row.attachment_id,
            notice_text: row.notice_text,
            notice_address: row.notice_address,
            notice_on: row.notice_on,
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
            filing: filing.read(),
            particulars: Particulars {
                platform: row.platform,
                address: row.address,
                operator: row.operator,
                opened_on: row.opened_on,
                allowed_by: row.allowed_by,
            },
            verified: row.verified,
            capabilities: row.capabilities.into_iter().map(Capability::try_from).collect::<Result<_, _>>()?,
            custody: Custody {
                held: row.held,
                custodian: row.custodian_id.map(PersonId),
                set_at: row.held.then_some(row.set_at),
                lost: row.secret_lost_at.zip(row.secret_lost_reason),
            },
            last_live_at: row.last_live_at,
            pushes_left_today: settings.pushes_per_day.map(left),
            settings,
        })
    }
}

pub(crate) async fn list(tx: &mut TenantTx) -> Result<Vec<Account>, Storage> {
    select(tx, None, false).await
}

pub(super) async fn list_with_closed(tx: &mut TenantTx) -> Result<Vec<Account>, Storage> {
    select(tx, None, true).await
}

pub(crate) async fn find(tx: &mut TenantTx, id: AccountId) -> Result<Option<Account>, Storage> {
    Ok(select(tx, Some(&[id.0]), true).await?.pop())
}

/// Those of the given ids that the caller sees.
pub(crate) async fn find_all(tx: &mut TenantTx, ids: &[AccountId]) -> Result<Vec<Account>, Storage> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    select(tx, Some(&ids), true).await
}

async fn select(tx: &mut TenantTx, ids: Option<&[Uuid]>, closed: bool) -> Result<Vec<Account>, Storage> {
    let (county, today) = (tx.county().0, Clock::day_of(tx.now()));
    let rows = sqlx::query_as!(
        Row,
        r#"select a.id, a.department_id, a.channel, a.name, a.external_id, a.settings, a.state, a.paused_reason,
             f.id as "filing_id?", f.kind as "filing_kind?", f.number as "filing_number?", f.filed_on as "filed_on?",
             f.approved_on as "approved_on?", f.attachment_id as "attachment_id?", f.notice_text as "notice_text?",
             f.notice_address as "notice_address?", f.notice_on as "notice_on?", a.platform, a.address, a.operator, a.opened_on,
             a.allowed_by, a.verified, a.capabilities, a.secret is not null as "held!", a.custodian_id,
             coalesce(a.secret_set_at, a.created_at) as "set_at!", a.secret_lost_at, a.secret_lost_reason, q.reserved + q.consumed as "pushed?",
             (select max(t.live_at) from release_target t where t.county_id = a.county_id and t.account_id = a.id) as "last_live_at?"
           from account a
           left join filing f on f.county_id = a.county_id and f.id = a.filing_id
           left join quota q on q.county_id = a.county_id and q.account_id = a.id and q.kind = 'push' and q.period = $2
           where a.county_id = $1 and ($3::uuid[] is null or a.id = any ($3)) and ($4 or a.state <> 'closed')
           order by a.department_id, a.channel, a.name, a.id"#,
        county,
        today,
        ids,
        closed
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Account::try_from).collect()
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    id: AccountId,
    account: &NewAccount,
    particulars: &Particulars,
    secret: Option<&[u8]>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let settings = serde_json::to_value(&account.settings).unwrap_or_default();
    sqlx::query!(
        "insert into account (county_id, id, department_id, channel, name, external_id, settings, secret, created_at, platform, address,
           operator, opened_on, allowed_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        county,
        id.0,
        account.department.0,
        account.channel.as_str(),
        account.name.trim(),
        account.external_id.as_deref().map(str::trim),
        settings,
        secret,
        now,
        particulars.platform,
        particulars.address,
        particulars.operator,
        particulars.opened_on,
        particulars.allowed_by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True where the department has another account on the platform that nobody allowed beside the first.
pub(super) async fn has_another(
    tx: &mut TenantTx,
    department: DepartmentId,
    platform: &str,
    than: AccountId,
) -> Result<bool, Storage> {
    let others = list(tx).await?;
    Ok(others.iter().any(|other| {
        other.id != than
            && other.department == department
            && other.platform() == platform
            && other.particulars.allowed_by.is_none()
    }))
}

/// Writes what changed of an account.
pub(super) async fn change(tx: &mut TenantTx, id: AccountId, change: &Change) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update account set name = $3, department_id = $4, platform = $5, address = $6, operator = $7, allowed_by = $8
         where county_id = $1 and id = $2",
        county,
        id.0,
        change.name,
        change.department.0,
        change.particulars.platform,
        change.particulars.address,
        change.particulars.operator,
        change.particulars.allowed_by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what an account may do, in the words of the database.
pub(super) async fn set_capabilities(
    tx: &mut TenantTx,
    id: AccountId,
    verified: bool,
    capabilities: &[String],
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update account set verified = $3, capabilities = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        verified,
        capabilities
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_settings(tx: &mut TenantTx, id: AccountId, settings: &AccountSettings) -> Result<(), Storage> {
    let county = tx.county().0;
    let settings = serde_json::to_value(settings).unwrap_or_default();
    sqlx::query!("update account set settings = $3 where county_id = $1 and id = $2", county, id.0, settings)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts a filing in force, or ends the one in force; an account that had none may publish from now on.
pub(super) async fn set_filing(tx: &mut TenantTx, id: AccountId, filing: Option<Uuid>) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update account set filing_id = $3, state = case when $3::uuid is null then 'closed' when state = 'unfiled' then 'active' else state end
         where county_id = $1 and id = $2",
        county,
        id.0,
        filing
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
