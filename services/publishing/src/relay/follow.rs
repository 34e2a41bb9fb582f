//! A target went live: where it is a copy of a task, what shows it is kept.

use platform::facts::{self, Fact};
use platform::{Storage, TenantTx};

use super::{changed, store, told};
use crate::release::target::Held;

/// Keeps what shows that the account carried it: target, time, address and the digest of what was released. The first counts.
pub(crate) async fn follow(tx: &mut TenantTx, held: &Held, url: Option<&str>) -> Result<(), Storage> {
    let url = url.or(held.target.external_url.as_deref());
    for copy in store::copy::went_live(tx, &held.release, &held.target, url).await? {
        let in_time = i64::from(tx.now() <= copy.due_at);
        let (account, department) = (Some(copy.account.0), Some(copy.department));
        // The value says whether it was in time.
        let fact = Fact { kind: "relay.live", account, department, subject: copy.task.0, value: in_time };
        facts::record(tx, fact).await?;
        let entry = told("relay.live", copy.task).of(copy.department).with("account", copy.account);
        tx.audit(entry.with("target", held.target.id).with("in_time", in_time == 1));
        tx.announce(changed(copy.task, Some(copy.department)));
    }
    Ok(())
}
