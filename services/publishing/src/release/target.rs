//! Release targets: every statement on them, by what it is for.

mod find;
mod lease;
mod note;
mod outside;
mod riders;
mod turn;

use std::collections::BTreeMap;

use platform::{Storage, TenantTx};
use sqlx::types::Json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Release, Target, Way, store};
use crate::account::Account;
use crate::{ReleaseId, TargetId};

pub(crate) use find::{
    by_hand, by_ids, carried, earlier, find, in_doubt, is_replaced, known, late_under, live_between, of_publication,
    of_releases, one_snapshot, revision_is_out, together, unconfirmed, waiting, waits_on,
};
pub(crate) use lease::{accept, begin_act, claim, keep_draft, keep_upload};
pub(crate) use note::{Reserved, drop_draft, looked, note_act, note_address, note_error, set_reserved};
pub(crate) use outside::{found_at, outside, set_data_id, taken};
pub(crate) use riders::{follow, hold_riders, message_of, promote, put, ride, riding, set_out};
pub(crate) use turn::{Turn, retime, set_live, turn};

/// What the platform holds for a target already: media id to its address or id there.
pub(crate) type Uploads = BTreeMap<String, String>;

/// A target held until the end of the transaction, with its release and what the worker notes on it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) target: Target,
    pub(crate) release: Release,
    /// The act on the platform last begun.
    pub(crate) act: Option<String>,
    pub(crate) acted_at: Option<OffsetDateTime>,
    pub(crate) uploads: Uploads,
    pub(crate) reserved_on: Option<Date>,
    pub(crate) reserved_push: bool,
    pub(crate) reserved_month: bool,
    pub(crate) lease: Option<Uuid>,
    pub(crate) lease_until: Option<OffsetDateTime>,
    pub(crate) draft_id: Option<String>,
    pub(crate) publish_id: Option<String>,
    pub(crate) article_id: Option<String>,
    pub(crate) looks: i32,
}

/// Enters a planned target.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    id: TargetId,
    release: &Release,
    account: &Account,
    way: Way,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state_at, scheduled_at, way)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        county,
        id.0,
        release.id.0,
        release.revision.0,
        account.id.0,
        release.department.0,
        account.channel.as_str(),
        now,
        release.scheduled_at,
        way.as_str()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Holds a target and its release, the release first: every act on either takes the locks in this order.
pub(crate) async fn hold(tx: &mut TenantTx, id: TargetId) -> Result<Option<Held>, Storage> {
    let county = tx.county().0;
    let release =
        sqlx::query_scalar!("select release_id from release_target where county_id = $1 and id = $2", county, id.0)
            .fetch_optional(tx.conn())
            .await?;
    let Some(release) = release else { return Ok(None) };
    let Some(release) = store::lock(tx, ReleaseId(release)).await? else { return Ok(None) };
    let notes = sqlx::query!(
        r#"select act, acted_at, uploads as "uploads: Json<Uploads>", reserved_on, reserved_push, reserved_month, lease_token, lease_until,
             external_draft_id, external_id, external_article_id, looks
           from release_target where county_id = $1 and id = $2 for update"#,
        county,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    let Some(target) = find(tx, id).await? else { return Ok(None) };
    Ok(Some(Held {
        target,
        release,
        act: notes.act,
        acted_at: notes.acted_at,
        uploads: notes.uploads.0,
        reserved_on: notes.reserved_on,
        reserved_push: notes.reserved_push,
        reserved_month: notes.reserved_month,
        lease: notes.lease_token,
        lease_until: notes.lease_until,
        draft_id: notes.external_draft_id,
        publish_id: notes.external_id,
        article_id: notes.external_article_id,
        looks: notes.looks,
    }))
}
