//! What a region orders of the counties that granted it a look, and how it is covered there. It sees what is out, and who has carried
//! nothing; never a draft.

use content::limits::Limits;
use platform::audit::Entry;
use platform::jobs;
use platform::page::{Cursor, Page};
use platform::{CountyId, Invalid, PersonId, Storage, TenantTx, mask};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope, grant};
use time::{Duration, OffsetDateTime};

use super::deal::DEAL;
use super::decline::reasoned;
use super::order::{check_origin, check_words, tidy};
use super::{Copy, PRESET, store};
use crate::RelayOrderId;
use crate::account::Channel;

/// What a region orders.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the order")]
pub struct NewOrder {
    pub counties: Vec<CountyId>,
    pub title: String,
    /// One paragraph a line.
    pub body: String,
    pub source_name: String,
    pub url: String,
    pub author: Option<String>,
    pub published_at: Option<OffsetDateTime>,
    pub licence: Option<String>,
    pub note: String,
    /// The accounts of one channel; of every channel where none is named.
    pub channel: Option<Channel>,
    /// By when; the preset hours from now where nothing is said.
    pub due_at: Option<OffsetDateTime>,
}

/// An order of a region.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Order {
    pub id: RelayOrderId,
    pub counties: Vec<CountyId>,
    pub title: String,
    pub body: String,
    pub source_name: String,
    pub url: String,
    pub author: Option<String>,
    pub published_at: Option<OffsetDateTime>,
    pub licence: Option<String>,
    pub note: String,
    pub channel: Option<Channel>,
    pub ordered_by: PersonId,
    pub ordered_at: OffsetDateTime,
    pub due_at: OffsetDateTime,
    pub recalled_at: Option<OffsetDateTime>,
    pub recalled_reason: Option<String>,
}

/// One account's part of an order, in its county.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct OrderedCopy {
    pub county: CountyId,
    pub order: RelayOrderId,
    pub copy: Copy,
}

/// Why nothing was ordered, or recalled.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RegionError {
    #[error("no such order")]
    NotFound,
    #[error("the order was recalled")]
    Recalled,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RegionError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "RELAY_ORDER_NOT_FOUND", "没有这项转载任务"
    ; Recalled => Conflict, "RELAY_RECALLED", "任务已撤销"
});

/// Orders a task of counties whose grant of what is released is in force. Each has it once the worker has dealt it.
///
/// # Errors
/// When the actor does not order for the region, a county granted it no look, or a field breaks a rule.
pub async fn order_of_counties(tx: &mut TenantTx, actor: &Actor, new: NewOrder) -> Result<Order, RegionError> {
    actor.require(Action::RelayOrder, Scope::County)?;
    let ordered_by = actor.person().ok_or(Refused(Action::RelayOrder))?;
    let now = tx.now();
    let due_at = new.due_at.unwrap_or(now + Duration::hours(PRESET.default.due_hours.into()));
    let mut faults = Invalid::default();
    check(tx, &new, due_at, &mut faults).await?;
    faults.into_result()?;
    grant::record_use(tx, "relay_order").await?;
    let order = Order {
        id: RelayOrderId(tx.new_id()),
        counties: new.counties,
        title: new.title.trim().to_owned(),
        body: new.body,
        source_name: new.source_name.trim().to_owned(),
        url: new.url.trim().to_owned(),
        author: tidy(new.author.as_deref()),
        published_at: new.published_at,
        licence: tidy(new.licence.as_deref()),
        note: new.note.trim().to_owned(),
        channel: new.channel,
        ordered_by,
        ordered_at: now,
        due_at,
        recalled_at: None,
        recalled_reason: None,
    };
    store::order::insert(tx, &order).await?;
    jobs::enqueue(tx, DEAL, &order.id.to_string(), now, json!({})).await?;
    tx.audit(told("relay_order.give", order.id).with("counties", &order.counties));
    Ok(order)
}

fn told(act: &'static str, id: RelayOrderId) -> Entry {
    Entry::new(act, "relay_order", id.0)
}

async fn check(tx: &mut TenantTx, new: &NewOrder, due_at: OffsetDateTime, faults: &mut Invalid) -> Result<(), Storage> {
    let now = tx.now();
    // Each county has sizes of its own; what is ordered of many keeps to those that hold where none was set.
    let limits = Limits::SETTING.default;
    check_words(&new.title, &new.body, &limits, faults);
    check_origin(&new.url, new.author.as_deref(), new.published_at, now, faults);
    let named = (1..=60).contains(&new.source_name.trim().chars().count());
    faults.check(named, "sourceName", "REQUIRED", "请填写稿源名称，不超过 60 字");
    let ahead = now < due_at && due_at <= now + Duration::days(60);
    faults.check(ahead, "dueAt", "OUT_OF_RANGE", "截止时间须在现在之后、60 天之内");
    faults.check(new.note.trim().chars().count() <= 300, "note", "TOO_LONG", "要求不超过 300 字");
    faults.check(!new.counties.is_empty(), "counties", "REQUIRED", "请选择县区");
    let granted = grant::in_force(tx).await?;
    for (place, county) in new.counties.iter().enumerate() {
        let given =
            granted.iter().any(|grant| grant.county == *county && grant.scopes.iter().any(|scope| scope == "released"));
        faults.check(given, format!("counties.{place}"), "NO_GRANT", "该县未授权查看已发布稿件，不能向其下达任务");
    }
    Ok(())
}

/// Recalls an order: nothing more is asked of any county.
///
/// # Errors
/// When the actor does not order for the region, it was recalled, or no reason was given.
pub async fn recall_order(
    tx: &mut TenantTx,
    actor: &Actor,
    id: RelayOrderId,
    reason: &str,
) -> Result<Order, RegionError> {
    actor.require(Action::RelayOrder, Scope::County)?;
    let order = store::order::find(tx, id).await?.ok_or(RegionError::NotFound)?;
    let reason = reasoned(reason)?;
    if !store::order::recall(tx, id, &reason).await? {
        return Err(RegionError::Recalled);
    }
    let now = tx.now();
    jobs::enqueue(tx, DEAL, &id.to_string(), now, json!({})).await?;
    tx.audit(told("relay_order.recall", id).with("reason", mask::staff(&reason)));
    Ok(Order { recalled_at: Some(now), recalled_reason: Some(reason), ..order })
}

/// The region's orders, the latest first, with the parts of accounts in the counties whose grant is in force.
///
/// # Errors
/// When the actor may not read the board.
pub async fn orders(
    tx: &mut TenantTx,
    actor: &Actor,
    after: Option<Cursor>,
    first: i32,
) -> Result<(Page<Order>, Vec<OrderedCopy>), RegionError> {
    actor.require(Action::BoardRead, Scope::Any)?;
    grant::record_use(tx, "relay_orders").await?;
    let page = Page::cut(store::order::list(tx, after, i64::from(first) + 1).await?, first);
    let ids: Vec<RelayOrderId> = page.rows.iter().map(|order| order.id).collect();
    let granted: Vec<i32> = grant::in_force(tx).await?.into_iter().map(|grant| grant.county.0).collect();
    let copies = if ids.is_empty() { Vec::new() } else { store::order::copies(tx, &ids, &granted).await? };
    Ok((page, copies))
}
