//! 多图文: several approved pieces in one message of a WeChat account, in an order. Each is a release of its own, with its own approval
//! (I2); the first carries the others, and they go out together or not at all.

use content::{ArticleId, Checkers, render, revision};
use platform::audit::Entry;
use platform::{Invalid, Refusal as _, Storage, TenantTx, jobs};
use tenancy::{Actor, Refused};
use time::OffsetDateTime;

use super::{Plan, PlanError, Release, SEND, Target, look_again, plan, target};
use crate::account::{self, Channel};
use crate::{AccountId, TargetId};

/// The most pieces a message holds.
pub const MOST: usize = 8;

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// On which account.
    pub account: AccountId,
    /// What, in the order of the message.
    pub articles: Vec<ArticleId>,
    /// Whether it is pushed to followers (群发).
    pub pushed: bool,
    /// When; a time just past means now.
    pub scheduled_at: OffsetDateTime,
}

/// Why nothing was planned.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// One of the pieces cannot be planned.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Their number, the account or a piece breaks rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No such account.
    #[error("the account does not exist")]
    NoAccount,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(BundleError { Plan, Invalid, Refused, Storage; NoAccount => NotFound, "NO_ACCOUNT", "账号不存在" });

/// Looks at its pieces again with the checks of today. True where one is stopped: the caller commits, so that a person finds why, and
/// plans nothing.
///
/// # Errors
/// When the actor may not plan one of them, one is not approved, or there is no such account.
pub async fn bundle_stopped(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    bundle: &Bundle,
) -> Result<bool, BundleError> {
    check(bundle)?;
    account::store::find(tx, bundle.account).await?.ok_or(BundleError::NoAccount)?;
    for article in &bundle.articles {
        if look_again(tx, actor, checkers, *article).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Plans one message of several pieces: a release each, and one job for all.
///
/// # Errors
/// When one of them cannot be planned, or the account has no such messages; nothing is then stored.
pub async fn bundle(tx: &mut TenantTx, actor: &Actor, bundle: Bundle) -> Result<Vec<Release>, BundleError> {
    check(&bundle)?;
    let account = account::store::find(tx, bundle.account).await?.ok_or(BundleError::NoAccount)?;
    let mut releases = Vec::new();
    let mut carrier = None;
    for (place, article) in (0..).zip(&bundle.articles) {
        let pushed = Some(bundle.account).filter(|_| bundle.pushed).into_iter().collect();
        let one = Plan { pushed, ..Plan::at(*article, vec![bundle.account], bundle.scheduled_at) };
        let release = plan(tx, actor, one).await.map_err(|error| at(place, error))?;
        let id = target::of_releases(tx, &[release.id]).await?.pop().map(|target| target.id);
        match (carrier, id) {
            (None, first) => carrier = first,
            (Some(carrier), Some(id)) => {
                target::ride(tx, id, carrier, place).await?;
                jobs::cancel(tx, SEND, &id.to_string()).await?;
            }
            (Some(_), None) => {}
        }
        releases.push(release);
    }
    let mut invalid = Invalid::default();
    if 1 < releases.len() {
        alone(tx, &releases, &mut invalid).await?;
    }
    let is_wechat = account.channel == Channel::Wechat;
    invalid.check(is_wechat, "accountId", "NOT_WECHAT", "只有微信公众号可以编排多图文");
    invalid.into_result()?;
    if let (Some(carrier), Some(first)) = (carrier, releases.first()) {
        let entry = Entry::new("release.bundle", "release_target", carrier.0).of(first.department);
        tx.audit(entry.with("releases", releases.iter().map(|release| release.id).collect::<Vec<_>>()));
    }
    Ok(releases)
}

/// The targets that go out in one message with any of these, by carrier and place; those that go alone are alone in it.
///
/// # Errors
/// When the database fails.
pub async fn companions(tx: &mut TenantTx, carriers: &[TargetId]) -> Result<Vec<Target>, Storage> {
    target::together(tx, carriers).await
}

/// A picture message goes out alone.
async fn alone(tx: &mut TenantTx, releases: &[Release], invalid: &mut Invalid) -> Result<(), Storage> {
    let ids: Vec<_> = releases.iter().map(|release| release.revision).collect();
    let revisions = revision::by_ids(tx, &ids).await?;
    for (place, release) in releases.iter().enumerate() {
        let its_own = revisions.iter().find(|revision| revision.id == release.revision);
        let as_pictures = its_own.is_some_and(|revision| revision.on(render::Channel::Wechat).as_pictures());
        invalid.check(
            !as_pictures,
            format!("articleIds.{place}"),
            "PICTURES_ALONE",
            "图片消息须单独发布，不能编入多图文",
        );
    }
    Ok(())
}

fn check(bundle: &Bundle) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    let count = bundle.articles.len();
    invalid.check((1..=MOST).contains(&count), "articleIds", "COUNT", "一条消息须有 1 至 8 篇稿件");
    for (place, article) in bundle.articles.iter().enumerate() {
        let first = bundle.articles.iter().position(|one| one == article) == Some(place);
        invalid.check(first, format!("articleIds.{place}"), "TWICE", "同一篇稿件只能出现一次");
    }
    invalid.into_result()
}

/// The faults of one piece, at its place.
fn at(place: i32, error: PlanError) -> BundleError {
    let PlanError::Invalid(invalid) = error else { return BundleError::Plan(error) };
    let mut placed = Invalid::default();
    for fault in invalid.fields() {
        let field = match fault.field.as_str() {
            "scheduledAt" => "scheduledAt".to_owned(),
            field if field.starts_with("accountIds") || field.starts_with("pushTo") => "accountId".to_owned(),
            field => format!("articleIds.{place}.{field}"),
        };
        let number = place + 1;
        let message = format!("第 {number} 篇：{}", fault.message);
        placed.add(field, fault.code, message);
    }
    BundleError::Invalid(placed)
}
