//! Say which department is offered what comes through a feed, or through every feed.

use platform::audit::Entry;
use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope, region};

use super::{FeedId, Route, RouteId, changed, store};

/// The most words of a route, wanted or not.
const MOST: usize = 50;

/// A route as its keeper fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the route")]
pub struct NewRoute {
    pub feed: Option<FeedId>,
    pub department: DepartmentId,
    pub words: Vec<String>,
    pub without: Vec<String>,
}

/// Why a route was not set or removed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RouteError {
    #[error("no such route")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RouteError { Refused, Invalid, Storage; NotFound => NotFound, "ROUTE_NOT_FOUND", "分派规则不存在" });

/// Sets the route from a feed, or from every feed, to a department; the one there was is replaced. It holds for what comes from
/// now on.
///
/// # Errors
/// When the actor may not manage sources, or a field breaks a rule.
pub async fn set(tx: &mut TenantTx, actor: &Actor, new: NewRoute) -> Result<Route, RouteError> {
    actor.require(Action::SourceManage, Scope::County)?;
    let mut faults = Invalid::default();
    let route = Route {
        id: RouteId(tx.new_id()),
        feed: new.feed,
        department: new.department,
        words: words(&new.words, "words", &mut faults),
        without: words(&new.without, "without", &mut faults),
    };
    let known = region::departments(tx).await?.iter().any(|department| department.id == route.department);
    faults.check(known, "departmentId", "UNKNOWN_DEPARTMENT", "部门不存在或已停用");
    if let Some(feed) = route.feed {
        let known = !store::by_ids(tx, &[feed]).await?.is_empty();
        faults.check(known, "feedId", "UNKNOWN_FEED", "订阅源不存在");
    }
    faults.into_result()?;
    let route = Route { id: store::put_route(tx, &route).await?, ..route };
    let entry = Entry::new("feed.route", "feed_route", route.id.0).of(route.department).with("feed", route.feed);
    tx.audit(entry.with("words", &route.words).with("without", &route.without));
    if let Some(feed) = route.feed {
        tx.announce(changed(feed));
    }
    Ok(route)
}

/// Takes a route away, and gives it. What was offered stays offered.
///
/// # Errors
/// When there is none, or the actor may not manage sources.
pub async fn remove(tx: &mut TenantTx, actor: &Actor, id: RouteId) -> Result<Route, RouteError> {
    actor.require(Action::SourceManage, Scope::County)?;
    let route = store::remove_route(tx, id).await?.ok_or(RouteError::NotFound)?;
    tx.audit(Entry::new("feed.unroute", "feed_route", id.0).of(route.department));
    Ok(route)
}

/// Each word once and without space around it.
fn words(given: &[String], field: &'static str, faults: &mut Invalid) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in given.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    faults.check(words.len() <= MOST, field, "TOO_MANY", format!("不超过 {MOST} 个词"));
    let short = words.iter().all(|word| word.chars().count() <= 30);
    faults.check(short, field, "TOO_LONG", "每个词不超过 30 字");
    words
}
