//! Every statement on filings and on the events they are of.

use content::MediaId;
use platform::{PersonId, Storage, TenantTx};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{EntryId, EntryKind};
use crate::AccountId;
use crate::account::{Filing, NewFiling, Notice, Papers};

/// The columns of a filing, beside which there may be none.
pub(crate) struct FilingRow {
    pub(crate) id: Option<Uuid>,
    pub(crate) kind: Option<String>,
    pub(crate) number: Option<String>,
    pub(crate) filed_on: Option<Date>,
    pub(crate) approved_on: Option<Date>,
    pub(crate) attachment_id: Option<Uuid>,
    pub(crate) notice_text: Option<String>,
    pub(crate) notice_address: Option<String>,
    pub(crate) notice_on: Option<Date>,
}

impl FilingRow {
    pub(crate) fn read(self) -> Option<Filing> {
        let (text, address) = (self.notice_text, self.notice_address);
        Some(Filing {
            id: self.id?,
            kind: self.kind?,
            number: self.number?,
            filed_on: self.filed_on?,
            approved_on: self.approved_on,
            papers: Papers {
                attachment: self.attachment_id.map(MediaId),
                notice: self.notice_on.map(|on| Notice { text, address, on }),
            },
        })
    }
}

/// An event as it is kept, with the working days it must be filed within.
pub(super) struct Kept {
    pub(super) id: EntryId,
    pub(super) account: AccountId,
    pub(super) kind: EntryKind,
    pub(super) occurred_on: Date,
    pub(super) within: u16,
    pub(super) note: String,
    pub(super) filing: Option<Filing>,
    pub(super) recorded_by: Option<PersonId>,
    pub(super) recorded_at: OffsetDateTime,
}

struct Row {
    id: Uuid,
    account_id: Uuid,
    kind: String,
    occurred_on: Date,
    file_within: i32,
    note: String,
    recorded_by: Option<Uuid>,
    recorded_at: OffsetDateTime,
    filing_id: Option<Uuid>,
    filing_kind: Option<String>,
    number: Option<String>,
    filed_on: Option<Date>,
    approved_on: Option<Date>,
    attachment_id: Option<Uuid>,
    notice_text: Option<String>,
    notice_address: Option<String>,
    notice_on: Option<Date>,
}

impl TryFrom<Row> for Kept {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        let filing = FilingRow {
            id: row.filing_id,
            kind: row.filing_kind,
            number: row.number,
            filed_on: row.filed_on,
            approved_on: row.approved_on,
            attachment_id: row.attachment_id,
            notice_text: row.notice_text,
            notice_address: row.notice_address,
            notice_on: row.notice_on,
        };
        Ok(Self {
            id: EntryId(row.id),
            account: AccountId(row.account_id),
            kind: row.kind.try_into()?,
            occurred_on: row.occurred_on,
            within: u16::try_from(row.file_within).unwrap_or_default(),
            note: row.note,
            filing: filing.read(),
            recorded_by: row.recorded_by.map(PersonId),
            recorded_at: row.recorded_at,
        })
    }
}

/// Events of these accounts, or of every one, by account and the first first.
pub(super) async fn list(tx: &mut TenantTx, accounts: Option<&[AccountId]>) -> Result<Vec<Kept>, Storage> {
    let county = tx.county().0;
    let ids: Option<Vec<Uuid>> = accounts.map(|ids| ids.iter().map(|id| id.0).collect());
    let rows = sqlx::query_as!(
        Row,
        r#"select e.id, e.account_id, e.kind, e.occurred_on, e.file_within, e.note, e.recorded_by, e.recorded_at,
             f.id as "filing_id?", f.kind as "filing_kind?", f.number as "number?", f.filed_on as "filed_on?",
             f.approved_on as "approved_on?", f.attachment_id as "attachment_id?", f.notice_text as "notice_text?",
             f.notice_address as "notice_address?", f.notice_on as "notice_on?"
           from register_entry e left join filing f on f.county_id = e.county_id and f.id = e.filing_id
           where e.county_id = $1 and ($2::uuid[] is null or e.account_id = any ($2))
           order by e.account_id, e.occurred_on, e.id"#,
        county,
        ids.as_deref()
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// Whose event it is; none where there is no such event to be seen.
pub(super) async fn account_of(tx: &mut TenantTx, id: EntryId) -> Result<Option<AccountId>, Storage> {
    let county = tx.county().0;
    let account =
        sqlx::query_scalar!("select account_id from register_entry where county_id = $1 and id = $2", county, id.0)
            .fetch_optional(tx.conn())
            .await?;
    Ok(account.map(AccountId))
}

pub(super) struct NewEntry<'a> {
    pub(super) id: EntryId,
    pub(super) account: AccountId,
    pub(super) kind: EntryKind,
    pub(super) occurred_on: Date,
    pub(super) within: i32,
    pub(super) note: &'a str,
    pub(super) by: Option<PersonId>,
}

pub(super) async fn insert(tx: &mut TenantTx, entry: &NewEntry<'_>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into register_entry (county_id, id, account_id, kind, occurred_on, file_within, note, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        entry.id.0,
        entry.account.0,
        entry.kind.as_str(),
        entry.occurred_on,
        entry.within,
        entry.note,
        entry.by.map(|person| person.0),
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Enters a filing and says which event it is of. The id it got.
pub(in crate::account) async fn file(
    tx: &mut TenantTx,
    account: AccountId,
    entry: (EntryId, EntryKind),
    filing: &NewFiling,
    papers: &Papers,
    by: Option<PersonId>,
) -> Result<Uuid, Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    let (text, address, on) = columns_of(papers);
    sqlx::query!(
        "insert into filing (county_id, id, account_id, kind, number, filed_on, approved_on, recorded_by, attachment_id, notice_text,
           notice_address, notice_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        county,
        id,
        account.0,
        entry.1.as_str(),
        filing.number.trim(),
        filing.filed_on,
        filing.approved_on,
        by.map(|person| person.0),
        papers.attachment.map(|media| media.0),
        text,
        address,
        on
    )
    .execute(tx.conn())
    .await?;
    let done = sqlx::query!(
        "update register_entry set filing_id = $3 where county_id = $1 and id = $2 and filing_id is null",
        county,
        entry.0.0,
        id
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(id) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}

/// Fills in what a filing did not have yet; what it has stays.
pub(super) async fn complete(
    tx: &mut TenantTx,
    filing: Uuid,
    approved_on: Option<Date>,
    papers: &Papers,
) -> Result<(), Storage> {
    let county = tx.county().0;
    let (text, address, on) = columns_of(papers);
    sqlx::query!(
        "update filing set approved_on = coalesce(approved_on, $3), attachment_id = coalesce(attachment_id, $4),
           notice_text = case when notice_on is null then $5 else notice_text end,
           notice_address = case when notice_on is null then $6 else notice_address end, notice_on = coalesce(notice_on, $7)
         where county_id = $1 and id = $2",
        county,
        filing,
        approved_on,
        papers.attachment.map(|media| media.0),
        text,
        address,
        on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn columns_of(papers: &Papers) -> (Option<&str>, Option<&str>, Option<Date>) {
    let notice = papers.notice.as_ref();
    (
        notice.and_then(|notice| notice.text.as_deref()),
        notice.and_then(|notice| notice.address.as_deref()),
        notice.map(|notice| notice.on),
    )
}
