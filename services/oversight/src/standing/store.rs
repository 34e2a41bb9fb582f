//! Statements on `indicator_standing`, and on figures that are a level rather than a sum.

use std::collections::HashMap;

use platform::{Storage, TenantTx};
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

use super::Measured;
use crate::indicator::{Indicator, Level};

pub(super) async fn levels(tx: &mut TenantTx) -> Result<HashMap<(String, Uuid), Level>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select indicator, owner_id, level as "level: Level" from indicator_standing where county_id = $1"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| ((row.indicator, row.owner_id), row.level)).collect())
}

pub(super) async fn put(
    tx: &mut TenantTx,
    indicator: &Indicator,
    measured: &Measured,
    level: Level,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into indicator_standing (county_id, indicator, indicator_version, owner_kind, owner_id, owner_name, channel, level, value,
           detail, computed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (county_id, indicator, owner_id) do update set indicator_version = excluded.indicator_version,
           owner_name = excluded.owner_name, channel = excluded.channel, level = excluded.level, value = excluded.value,
           detail = excluded.detail, computed_at = excluded.computed_at",
        county,
        indicator.id,
        indicator.version,
        measured.owner_kind,
        measured.owner,
        measured.name,
        measured.channel,
        level.as_str(),
        measured.value,
        measured.detail,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True when the county's standings are older than five minutes, or it has none.
pub(crate) async fn is_old(tx: &mut TenantTx) -> Result<bool, Storage> {
    let (county, then) = (tx.county().0, tx.now() - Duration::minutes(5));
    let newest = sqlx::query_scalar!("select max(computed_at) from indicator_standing where county_id = $1", county)
        .fetch_one(tx.conn())
        .await?;
    Ok(newest.is_none_or(|newest| newest < then))
}

/// Drops what this run did not compute: an account that closed, a department with nothing open.
pub(super) async fn drop_older(tx: &mut TenantTx) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("delete from indicator_standing where county_id = $1 and computed_at < $2", county, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Writes a figure of the county that is counted anew each time.
pub(super) async fn set_gauge(tx: &mut TenantTx, day: Date, kind: &str, value: usize) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into daily_figure (county_id, day, kind, owner_id, value) values ($1, $2, $3, $4, $5)
         on conflict (county_id, day, kind, owner_id) do update set value = excluded.value",
        county,
        day,
        kind,
        Uuid::nil(),
        i64::try_from(value).unwrap_or(i64::MAX)
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// When a piece last went live on each account of these counties.
pub(crate) async fn last_live(
    tx: &mut TenantTx,
    counties: &[i32],
) -> Result<Vec<(i32, Uuid, OffsetDateTime)>, Storage> {
    let rows = sqlx::query!(
        r#"select county_id, account_id as "account_id!", max(at) as "at!" from fact
           where county_id = any($1) and kind = 'release.live' and account_id is not null group by county_id, account_id"#,
        counties
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.county_id, row.account_id, row.at)).collect())
}
