//! Every statement on `column_account`, and what is read of targets for the whole matrix.

use content::{ColumnId, RevisionId};
use platform::{PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::AccountId;

/// The accounts of these columns, in no order.
pub(super) async fn accounts_of(
    tx: &mut TenantTx,
    columns: &[ColumnId],
) -> Result<Vec<(ColumnId, AccountId)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = columns.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select column_id, account_id from column_account where county_id = $1 and column_id = any($2) order by column_id, account_id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (ColumnId(row.column_id), AccountId(row.account_id))).collect())
}

/// These accounts and no others share the column from now on.
pub(super) async fn set_accounts(
    tx: &mut TenantTx,
    column: ColumnId,
    accounts: &[AccountId],
    by: PersonId,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
    sqlx::query!(
        "delete from column_account where county_id = $1 and column_id = $2 and account_id <> all($3)",
        county,
        column.0,
        &ids
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into column_account (county_id, column_id, account_id, set_by, set_at)
         select $1, $2, account_id, $4, $5 from unnest($3::uuid[]) account_id
         on conflict (county_id, column_id, account_id) do nothing",
        county,
        column.0,
        &ids,
        by.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The accounts that carry one of these revisions, or are to carry it, between two instants.
pub(super) async fn carriers(
    tx: &mut TenantTx,
    revisions: &[RevisionId],
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<AccountId>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = revisions.iter().map(|id| id.0).collect();
    let rows = sqlx::query_scalar!(
        "select distinct account_id from release_target
         where county_id = $1 and revision_id = any($2) and $3 <= scheduled_at and scheduled_at <= $4
           and state not in ('failed', 'missed', 'withdrawn')",
        county,
        &ids,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(AccountId).collect())
}
