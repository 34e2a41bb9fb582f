//! Add a feed of a listed source.

use platform::audit::Entry;
use platform::{Clock, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Feed, FeedId, FeedState, MINUTES, changed, poll, store};
use crate::{Source, SourceId, block, source};

/// A feed as its keeper fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the feed")]
pub struct NewFeed {
    pub source: SourceId,
    pub name: String,
    pub url: String,
    pub every_minutes: i32,
}

/// Why a feed was not added.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AddFeedError {
    #[error("the county has this feed")]
    Taken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AddFeedError { Refused, Invalid, Storage; Taken => Conflict, "FEED_TAKEN", "这个网址已经订阅" });

/// Adds a feed, to be asked at once and then again and again. Where it leads is found out by asking; what is wrong with it is told
/// on it.
///
/// # Errors
/// When the actor may not manage sources, the source is not in force, or a field breaks a rule.
pub async fn add(tx: &mut TenantTx, actor: &Actor, new: NewFeed) -> Result<Feed, AddFeedError> {
    actor.require(Action::SourceManage, Scope::County)?;
    let added_by = actor.person().ok_or(Refused(Action::SourceManage))?;
    let listed = source::by_ids(tx, &[new.source]).await?.pop();
    let today = Clock::day_of(tx.now());
    let listed = listed.filter(|source| source.is_in_force(today));
    let mut faults = Invalid::default();
    faults.check(listed.is_some(), "sourceId", "SOURCE_NOT_LISTED", "只能订阅白名单内、今日有效的稿源");
    let (name, url) = checked(&new.name, &new.url, new.every_minutes, listed.as_ref(), &mut faults);
    faults.into_result()?;
    let now = tx.now();
    let feed = Feed {
        id: FeedId(tx.new_id()),
        source: new.source,
        name,
        url,
        state: FeedState::Active,
        every_minutes: new.every_minutes,
        etag: None,
        last_modified: None,
        asked_at: None,
        answered_at: None,
        next_at: poll::soon(now),
        failures: 0,
        trouble: None,
        added_by,
        added_at: now,
    };
    store::insert(tx, &feed).await.map_err(|error| match error.constraint() {
        Some("feed_url_key") => AddFeedError::Taken,
        _ => error.into(),
    })?;
    poll::schedule(tx, &feed).await?;
    let entry = Entry::new("feed.add", "feed", feed.id.0).with("source", feed.source);
    tx.audit(entry.with("name", &feed.name).with("url", &feed.url));
    tx.announce(changed(feed.id));
    Ok(feed)
}

/// Notes what is wrong with the fields; gives name and address without space around them.
pub(super) fn checked(
    name: &str,
    url: &str,
    every_minutes: i32,
    source: Option<&Source>,
    faults: &mut Invalid,
) -> (String, String) {
    let (name, url) = (name.trim(), url.trim());
    faults.check(!name.is_empty(), "name", "REQUIRED", "名称不能为空");
    faults.check(name.chars().count() <= 60, "name", "TOO_LONG", "名称不超过 60 字");
    let link = block::is_web_link(url) && url.len() <= 1000;
    faults.check(link, "url", "NOT_A_WEB_LINK", "网址需以 http:// 或 https:// 开头");
    let own = source.is_none_or(|source| source.owns(url));
    faults.check(!link || own, "url", "NOT_OF_SOURCE", "网址不属于所选稿源的网站");
    let paced = MINUTES.contains(&every_minutes);
    faults.check(paced, "everyMinutes", "OUT_OF_RANGE", "间隔为 15 分钟至 24 小时");
    (name.to_owned(), url.to_owned())
}
