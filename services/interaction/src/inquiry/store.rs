//! Statements on `inquiry`.

use platform::page::Cursor;
use platform::{DepartmentId, Storage, TenantTx};
use time::Date;

use super::{Inquiry, InquiryId, Kind, Origin, State};
use crate::clock::{ClockPolicyId, Dues};

/// Reads inquiries: the columns once, the rest of the statement by the caller.
macro_rules! inquiries {
    ($tail:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Inquiry,
            r#"select id as "id: InquiryId", query_code, kind as "kind: Kind", origin as "origin: Origin", account_id,
               department_id as "department_id: DepartmentId", title, body, contact_masked, state as "state: State", version,
               received_at, accepted_at, answered_at, closed_at, clock_policy_id as "clock_policy_id: ClockPolicyId", accept_due,
               first_answer_due, final_due, calendar_known, decline_reason, decline_body_named from inquiry "# + $tail,
            $($argument),*
        )
    };
}

pub(crate) async fn lock(tx: &mut TenantTx, id: InquiryId) -> Result<Option<Inquiry>, Storage> {
    let county = tx.county().0;
    let row = inquiries!("where county_id = $1 and id = $2 for update", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row)
}

pub(super) async fn find(tx: &mut TenantTx, id: InquiryId) -> Result<Option<Inquiry>, Storage> {
    let county = tx.county().0;
    let row = inquiries!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    Ok(row)
}

pub(super) async fn by_code(tx: &mut TenantTx, code: &str) -> Result<Option<Inquiry>, Storage> {
    let county = tx.county().0;
    let row = inquiries!("where county_id = $1 and query_code = $2", county, code).fetch_optional(tx.conn()).await?;
    Ok(row)
}

/// A page of the inbox, newest first; `today` makes the late ones findable.
pub(super) async fn page(
    tx: &mut TenantTx,
    filter: &super::Filter,
    today: Date,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Inquiry>, Storage> {
    let county = tx.county().0;
    let (at, id) = (after.map(|cursor| cursor.at), after.map(|cursor| cursor.id));
    let rows = inquiries!(
        "where county_id = $1 and ($2::text is null or state = $2) and ($3::uuid is null or department_id = $3)
           and ($4::boolean is null or $4 = (state in ('received', 'accepted', 'assigned', 'returned')
             and case state when 'received' then accept_due else first_answer_due end < $5))
           and ($6::text is null or strpos(title, $6) > 0 or query_code = $6)
           and ($7::timestamptz is null or (received_at, id) < ($7, $8::uuid))
         order by received_at desc, id desc limit $9",
        county,
        filter.state.map(State::as_str),
        filter.department.map(|department| department.0),
        filter.overdue,
        today,
        filter.search.as_deref(),
        at,
        id,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// What waits for an answer, the most pressing first.
pub(super) async fn pressing(tx: &mut TenantTx, limit: i64) -> Result<Vec<Inquiry>, Storage> {
    let county = tx.county().0;
    let rows = inquiries!(
        "where county_id = $1 and state in ('received', 'accepted', 'assigned', 'returned')
         order by first_answer_due, received_at limit $2",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The citizen's last inquiry on the account that still waits.
pub(super) async fn open_thread(
    tx: &mut TenantTx,
    account: uuid::Uuid,
    openid_mac: &[u8],
) -> Result<Option<Inquiry>, Storage> {
    let county = tx.county().0;
    let row = inquiries!(
        "where county_id = $1 and account_id = $2 and state in ('received', 'accepted', 'assigned', 'returned')
           and id in (select inquiry_id from inquiry_private where county_id = $1 and openid_mac = $3)
         order by received_at desc, id desc limit 1 for update",
        county,
        account,
        openid_mac
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// A new inquiry, as it is written.
pub(super) struct New<'a> {
    pub(super) id: InquiryId,
    pub(super) query_code: &'a str,
    pub(super) kind: Kind,
    pub(super) origin: Origin,
    pub(super) account: Option<uuid::Uuid>,
    pub(super) title: &'a str,
    pub(super) body: &'a str,
    pub(super) contact_masked: &'a str,
    pub(super) dues: Dues,
}

pub(super) async fn insert(tx: &mut TenantTx, new: New<'_>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into inquiry (county_id, id, query_code, kind, origin, account_id, title, body, contact_masked, state, received_at,
           clock_policy_id, accept_due, first_answer_due, final_due, calendar_known)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'received', $10, $11, $12, $13, $14, $15)",
        county,
        new.id.0,
        new.query_code,
        new.kind.as_str(),
        new.origin.as_str(),
        new.account,
        new.title,
        new.body,
        new.contact_masked,
        now,
        new.dues.policy.map(|id| id.0),
        new.dues.accept,
        new.dues.first_answer,
        new.dues.last,
        new.dues.known
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn set_dues(tx: &mut TenantTx, id: InquiryId, dues: &Dues) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update inquiry set accept_due = $3, first_answer_due = $4, final_due = $5, calendar_known = $6 where county_id = $1 and id = $2",
        county,
        id.0,
        dues.accept,
        dues.first_answer,
        dues.last,
        dues.known
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Moves a locked inquiry to a state, stamps that state's time, and counts its version up.
pub(crate) async fn advance(tx: &mut TenantTx, id: InquiryId, to: State) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update inquiry set state = $3, version = version + 1,
           accepted_at = case when $3 = 'accepted' then $4 else accepted_at end,
           answered_at = case when $3 = 'answered' then $4 else answered_at end,
           delivered_at = case when $3 = 'delivered' then $4 else delivered_at end,
           closed_at = case when $3 in ('closed', 'declined') then $4 else closed_at end
         where county_id = $1 and id = $2",
        county,
        id.0,
        to.as_str(),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn assign(tx: &mut TenantTx, id: InquiryId, department: DepartmentId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update inquiry set state = 'assigned', department_id = $3, assigned_at = $4, version = version + 1 where county_id = $1 and id = $2",
        county,
        id.0,
        department.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn decline(tx: &mut TenantTx, id: InquiryId, reason: &str, body_named: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update inquiry set decline_reason = $3, decline_body_named = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        reason,
        body_named
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Due days of what waits, by department (none is the desk), the earliest first.
pub(super) async fn dues(tx: &mut TenantTx) -> Result<Vec<(Option<DepartmentId>, Date)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select department_id as "department_id: DepartmentId", min(first_answer_due) as "due!" from inquiry
           where county_id = $1 and state in ('received', 'accepted', 'assigned', 'returned') and first_answer_due is not null
           group by department_id"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.department_id, row.due)).collect())
}
