//! How reading an account at WeChat goes: when it was read last, or why the platform does not let it be read.

use platform::{DepartmentId, Storage, TenantTx};
use time::OffsetDateTime;

use crate::AccountId;
use crate::wechat::Refused;
use crate::word::words;

words! {
    /// What is read of an account.
    What {
        /// 留言.
        Comments = "comments",
        /// 数据.
        Figures = "figures",
    }
}

/// How it goes.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Reading {
    pub account: AccountId,
    /// When it last went well.
    pub read_at: Option<OffsetDateTime>,
    /// Why the platform does not let it be read, since then.
    pub refused: Option<(OffsetDateTime, String)>,
}

/// Of every account that was ever read for this.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx, what: What) -> Result<Vec<Reading>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select account_id, read_at, refused_at, error_text from wechat_reading where county_id = $1 and what = $2",
        county,
        what.as_str()
    )
    .fetch_all(tx.conn())
    .await?;
    let read = |refused_at: Option<OffsetDateTime>, text: Option<String>| refused_at.zip(text);
    Ok(rows
        .into_iter()
        .map(|row| Reading {
            account: AccountId(row.account_id),
            read_at: row.read_at,
            refused: read(row.refused_at, row.error_text),
        })
        .collect())
}

/// It went well.
pub(crate) async fn went_well(
    tx: &mut TenantTx,
    account: AccountId,
    department: DepartmentId,
    what: What,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into wechat_reading (county_id, account_id, what, department_id, read_at) values ($1, $2, $3, $4, $5)
         on conflict (county_id, account_id, what) do update
         set read_at = excluded.read_at, department_id = excluded.department_id, refused_at = null, errcode = null, error_text = null",
        county,
        account.0,
        what.as_str(),
        department.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The platform does not let it be read.
pub(crate) async fn was_refused(
    tx: &mut TenantTx,
    account: AccountId,
    department: DepartmentId,
    what: What,
    refused: &Refused,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into wechat_reading (county_id, account_id, what, department_id, refused_at, errcode, error_text)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (county_id, account_id, what) do update
         set refused_at = excluded.refused_at, department_id = excluded.department_id, errcode = excluded.errcode, error_text = excluded.error_text",
        county,
        account.0,
        what.as_str(),
        department.0,
        now,
        i32::try_from(refused.errcode).unwrap_or_default(),
        format!("{}（{}）", refused.advice(), refused.errcode)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
