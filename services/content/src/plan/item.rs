//! Put something on the plan, change it, or take it off.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration};

use super::advance::move_to;
use super::{Act, PlanItem, PlanItemId, store};
use crate::{ColumnId, column};

/// The longest a theme runs, in days.
const LONGEST: Duration = Duration::days(366);

/// An item as the desk fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the item")]
pub struct NewItem {
    pub theme: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub column: Option<ColumnId>,
    pub topic: Option<String>,
    pub note: String,
}

/// Why the plan did not change.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ItemError {
    #[error("no such item of the plan")]
    NotFound,
    #[error("the item was dropped")]
    Dropped,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ItemError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "PLAN_ITEM_NOT_FOUND", "计划选题不存在"
    ; Dropped => Conflict, "PLAN_ITEM_DROPPED", "该选题已取消"
});

/// Puts an item on the plan.
///
/// # Errors
/// When the actor does not plan for the county, or a field breaks a rule.
pub async fn add(tx: &mut TenantTx, actor: &Actor, new: NewItem) -> Result<PlanItem, ItemError> {
    actor.require(Action::PlanManage, Scope::County)?;
    let planned_by = actor.person().ok_or(Refused(Action::PlanManage))?;
    let new = checked(tx, new).await?;
    let item = PlanItem {
        id: PlanItemId(tx.new_id()),
        theme: new.theme,
        starts_on: new.starts_on,
        ends_on: new.ends_on,
        column: new.column,
        topic: new.topic,
        note: new.note,
        planned_by,
        created_at: tx.now(),
        dropped_at: None,
        dropped_reason: None,
    };
    store::insert_item(tx, &item).await?;
    tx.audit(Entry::new("plan.add", "plan_item", item.id.0).with("theme", &item.theme));
    tx.announce(changed(&item));
    Ok(item)
}

/// Changes an item.
///
/// # Errors
/// When there is none or it was dropped, the actor does not plan for the county, or a field breaks a rule.
pub async fn edit(tx: &mut TenantTx, actor: &Actor, id: PlanItemId, new: NewItem) -> Result<PlanItem, ItemError> {
    let mut item = lock(tx, actor, id).await?;
    let new = checked(tx, new).await?;
    item.theme = new.theme;
    item.starts_on = new.starts_on;
    item.ends_on = new.ends_on;
    item.column = new.column;
    item.topic = new.topic;
    item.note = new.note;
    store::save_item(tx, &item).await?;
    tx.audit(Entry::new("plan.edit", "plan_item", id.0).with("theme", &item.theme));
    tx.announce(changed(&item));
    Ok(item)
}

/// Takes an item off the plan, and with it what is still open of its assignments.
///
/// # Errors
/// When there is none or it was dropped already, the actor does not plan for the county, or no reason is given.
pub async fn drop_item(tx: &mut TenantTx, actor: &Actor, id: PlanItemId, reason: &str) -> Result<PlanItem, ItemError> {
    let mut item = lock(tx, actor, id).await?;
    let reason = reason.trim();
    let mut faults = Invalid::default();
    faults.check(!reason.is_empty(), "reason", "REQUIRED", "请写明取消的理由");
    faults.check(reason.chars().count() <= 500, "reason", "TOO_LONG", "理由不超过 500 字");
    faults.into_result()?;
    item.dropped_at = Some(tx.now());
    item.dropped_reason = Some(reason.to_owned());
    store::save_item(tx, &item).await?;
    tx.audit(Entry::new("plan.drop", "plan_item", id.0).with("reason", reason));
    for assignment in store::lock_assignments(tx, id).await? {
        if let Some(state) = assignment.state.after(Act::Drop) {
            move_to(tx, assignment, Act::Drop, state, reason).await?;
        }
    }
    tx.announce(changed(&item));
    Ok(item)
}

async fn lock(tx: &mut TenantTx, actor: &Actor, id: PlanItemId) -> Result<PlanItem, ItemError> {
    actor.require(Action::PlanManage, Scope::County)?;
    let item = store::lock_item(tx, id).await?.ok_or(ItemError::NotFound)?;
    if item.dropped_at.is_some() { Err(ItemError::Dropped) } else { Ok(item) }
}

async fn checked(tx: &mut TenantTx, mut new: NewItem) -> Result<NewItem, ItemError> {
    new.theme = new.theme.trim().to_owned();
    new.note = new.note.trim().to_owned();
    new.topic = new.topic.map(|topic| topic.trim().to_owned()).filter(|topic| !topic.is_empty());
    let mut faults = Invalid::default();
    faults.check(!new.theme.is_empty(), "theme", "REQUIRED", "选题不能为空");
    faults.check(new.theme.chars().count() <= 120, "theme", "TOO_LONG", "选题不超过 120 字");
    faults.check(new.note.chars().count() <= 2000, "note", "TOO_LONG", "说明不超过 2000 字");
    let short = new.topic.as_ref().is_none_or(|topic| topic.chars().count() <= 40);
    faults.check(short, "topic", "TOO_LONG", "专题名不超过 40 字");
    let ordered = new.starts_on <= new.ends_on && new.ends_on - new.starts_on <= LONGEST;
    faults.check(ordered, "endsOn", "OUT_OF_ORDER", "结束日期不早于开始日期，且不超过一年");
    if let Some(id) = new.column {
        let usable = column::by_ids(tx, &[id]).await?.iter().any(|column| column.active);
        faults.check(usable, "columnId", "UNKNOWN_COLUMN", "栏目不存在或已停用");
    }
    faults.into_result()?;
    Ok(new)
}

/// The event that lists and desks hear.
pub(super) fn changed(item: &PlanItem) -> Event {
    Event { kind: "plan.changed", subject: item.id.0, department: None, person: None }
}
