//! Every statement on figures.

use platform::{DepartmentId, Storage, TenantTx};
use time::Date;
use uuid::Uuid;

use super::{Day, Piece};
use crate::wechat::Counted;
use crate::{AccountId, TargetId};

pub(super) async fn last_day(tx: &mut TenantTx, account: AccountId) -> Result<Option<Date>, Storage> {
    let county = tx.county().0;
    let day = sqlx::query_scalar!(
        "select max(day) from account_figure where county_id = $1 and account_id = $2",
        county,
        account.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(day)
}

/// What the platform counts later takes the place of what it said first.
pub(super) async fn keep_day(
    tx: &mut TenantTx,
    account: AccountId,
    department: DepartmentId,
    day: &Day,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into account_figure (county_id, account_id, day, department_id, followers, gained, lost, reads, shares)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (county_id, account_id, day) do update
         set followers = excluded.followers, gained = excluded.gained, lost = excluded.lost, reads = excluded.reads, shares = excluded.shares",
        county,
        account.0,
        day.day,
        department.0,
        day.followers,
        day.gained,
        day.lost,
        day.reads,
        day.shares
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A piece that we did not publish is not kept.
pub(super) async fn keep_piece(
    tx: &mut TenantTx,
    account: AccountId,
    day: Date,
    piece: &Counted,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into piece_figure (county_id, target_id, day, department_id, reads, shares, favourites)
         select county_id, id, $3, department_id, $6, $7, $8 from release_target
         where county_id = $1 and account_id = $2 and external_data_id = $4 and place = $5
         on conflict (county_id, target_id, day) do update
         set reads = excluded.reads, shares = excluded.shares, favourites = excluded.favourites",
        county,
        account.0,
        day,
        piece.data_id,
        piece.place,
        piece.reads,
        piece.shares,
        piece.favourites
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn days(tx: &mut TenantTx, account: AccountId, from: Date) -> Result<Vec<Day>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Day,
        "select day, followers, gained, lost, reads, shares from account_figure
         where county_id = $1 and account_id = $2 and $3 <= day order by day",
        county,
        account.0,
        from
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// The most read first.
pub(super) async fn pieces(
    tx: &mut TenantTx,
    account: AccountId,
    from: Date,
    first: i64,
) -> Result<Vec<Piece>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select target.id, sum(figure.reads) as "reads!", sum(figure.shares) as "shares!", sum(figure.favourites) as "favourites!"
           from release_target target join piece_figure figure on figure.county_id = target.county_id and figure.target_id = target.id
           where target.county_id = $1 and target.account_id = $2 and $3 <= figure.day
           group by target.id order by 2 desc, target.id limit $4"#,
        county,
        account.0,
        from,
        first
    )
    .fetch_all(tx.conn())
    .await?;
    let piece = |id, reads, shares, favourites| Piece { target: TargetId(id), reads, shares, favourites };
    Ok(rows.into_iter().map(|row| piece(row.id, row.reads, row.shares, row.favourites)).collect())
}

/// Reads of each target on all days; none of one that was never counted.
pub(super) async fn reads_of(tx: &mut TenantTx, targets: &[TargetId]) -> Result<Vec<(TargetId, i64)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = targets.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select target_id, sum(reads) as "reads!" from piece_figure where county_id = $1 and target_id = any ($2) group by target_id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (TargetId(row.target_id), row.reads)).collect())
}
