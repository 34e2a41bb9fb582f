//! What relay tasks put on someone's desk.

use platform::TenantTx;
use publishing::relay::{self, Owed};
use tenancy::Actor;

use crate::api_error::ApiResult;
use crate::console::work::{WorkItem, WorkKind};

/// The longest list of one kind.
const LIMIT: i64 = 50;

/// What the caller's department is to carry, and what the county's desk is to look after; each with the accounts it is asked of.
pub(in crate::console) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let now = tx.now();
    let item = |kind: WorkKind, owed: Owed| WorkItem {
        step: None,
        kind,
        subject: owed.task.0,
        title: owed.title,
        note: owed.accounts,
        department: Some(owed.department),
        due_at: Some(owed.due_at),
        overdue: owed.due_at < now,
        since: owed.ordered_at,
    };
    let own = relay::owed(tx, actor, LIMIT).await?;
    let mut looked_after = relay::for_desk(tx, actor, LIMIT).await?;
    // What the desk is to carry itself is not shown twice.
    looked_after.retain(|owed| own.iter().all(|mine| (mine.task, mine.department) != (owed.task, owed.department)));
    let mut items: Vec<WorkItem> = own.into_iter().map(|owed| item(WorkKind::Relay, owed)).collect();
    items.extend(looked_after.into_iter().map(|owed| item(WorkKind::RelayDue, owed)));
    Ok(items)
}
