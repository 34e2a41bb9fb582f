//! What the board reads: figures and standings of granted counties, and no other table of theirs.

use platform::{CountyId, Storage, TenantTx};
use time::Date;
use uuid::Uuid;

use super::Standing;
use crate::indicator::Level;

/// A figure of a county on a day.
pub(super) struct Figure {
    pub(super) county: i32,
    pub(super) day: Date,
    pub(super) kind: String,
    pub(super) value: i64,
}

pub(super) async fn figures(tx: &mut TenantTx, counties: &[i32], since: Date) -> Result<Vec<Figure>, Storage> {
    let rows = sqlx::query_as!(
        Figure,
        r#"select county_id as "county", day, kind, value from daily_figure
           where county_id = any($1) and $2 <= day and owner_id = $3 order by county_id, day"#,
        counties,
        since,
        Uuid::nil()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn standings(tx: &mut TenantTx, counties: &[i32]) -> Result<Vec<Standing>, Storage> {
    let rows = sqlx::query_as!(
        Standing,
        r#"select county_id as "county: CountyId", indicator, indicator_version as "version", owner_kind, owner_id as "owner", owner_name,
             channel, level as "level: Level", value, detail, computed_at
           from indicator_standing where county_id = any($1) order by county_id, indicator, owner_id"#,
        counties
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Pieces gone live on each account since a day.
pub(super) async fn released_by_account(
    tx: &mut TenantTx,
    counties: &[i32],
    since: Date,
) -> Result<Vec<(i32, Uuid, i64)>, Storage> {
    let rows = sqlx::query!(
        r#"select county_id, owner_id, sum(value)::bigint as "released!" from daily_figure
           where county_id = any($1) and $2 <= day and kind = 'release.live' and owner_id <> $3 group by county_id, owner_id"#,
        counties,
        since,
        Uuid::nil()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.county_id, row.owner_id, row.released)).collect())
}
