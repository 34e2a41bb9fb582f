//! Take in the notice of a coming year, for every county or over it for one.

use platform::audit::{self, Entry};
use platform::{CountyId, Storage, TenantTx};
use sqlx::{Connection as _, PgConnection};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::notice::Notice;
use super::store;
use crate::clock;

/// Why a county's days were not taken in.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ImportError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ImportError { Refused, Storage });

/// Writes whole years of everyone's calendar, over what stood there, and a row in the trail of each of these counties, all in one
/// transaction of the login that owns the schema: the calendar is no county's, and each goes by it. Returns the days written.
///
/// # Errors
/// When the database fails; nothing then stands.
pub async fn import(
    owner: &mut PgConnection,
    counties: &[CountyId],
    notice: &Notice,
    source: &str,
    at: OffsetDateTime,
) -> Result<u64, Storage> {
    let mut tx = owner.begin().await?;
    let (days, works) = notice.columns();
    let written = store::write(&mut tx, &days, &works, source).await?;
    for county in counties {
        audit::append_by_owner(&mut tx, *county, "日历导入", at, &entry(notice, source, written)).await?;
    }
    tx.commit().await?;
    Ok(written)
}

/// Writes days of the actor's county, over everyone's calendar, and has its provisional clocks counted again.
///
/// # Errors
/// When the actor may not, or the database fails.
pub async fn import_for_county(
    tx: &mut TenantTx,
    actor: &Actor,
    notice: &Notice,
    source: &str,
) -> Result<u64, ImportError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let (days, works) = notice.columns();
    let written = store::write_for_county(tx, &days, &works, source).await?;
    tx.audit(entry(notice, source, written));
    clock::recount_soon(tx).await?;
    Ok(written)
}

fn entry(notice: &Notice, source: &str, written: u64) -> Entry {
    let years: Vec<i32> = notice.years().into_keys().collect();
    Entry::new("calendar.import", "calendar", None)
        .with("years", years)
        .with("days", written)
        .with("source", source)
        .with("sha256", notice.digest())
}
