//! Enter the address under which it was published. The worker reads the page there, and then it is live.

use platform::audit::Entry;
use platform::{Invalid, TenantTx, jobs};
use serde_json::json;
use tenancy::Actor;

use super::{HandError, held};
use crate::TargetId;
use crate::release::{SEND, Target, changed, target};

/// Notes the address, and has it looked at.
///
/// # Errors
/// When the actor may not, it is no address, or the target is not released by hand.
pub async fn report(tx: &mut TenantTx, actor: &Actor, id: TargetId, address: &str) -> Result<Target, HandError> {
    let held = held(tx, actor, id).await?;
    let address = address.trim();
    let mut invalid = Invalid::default();
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    invalid.check(is_address && address.len() <= 1000, "url", "NOT_AN_ADDRESS", "请填写已发布文章的网址");
    invalid.into_result()?;
    target::note_address(tx, id, Some(address), None).await?;
    let now = tx.now();
    jobs::enqueue(tx, SEND, &id.to_string(), now, json!({})).await?;
    tx.audit(
        Entry::new("target.report_by_hand", "release_target", id.0).of(held.release.department).with("url", address),
    );
    tx.announce(changed(&held.release));
    target::find(tx, id).await?.ok_or(HandError::NotFound)
}
