//! Plan a release: an approved revision, some accounts, one time. Everything is checked before anything is stored.

use content::{Article, ArticleId, ArticleState, Revision, article, revision};
use platform::audit::Entry;
use platform::jobs;
use platform::{Invalid, Storage, TenantTx};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::schedule::{self, Asked};
use super::terms::{self, Terms};
use super::{RECONCILE, RECONCILE_EVERY, Release, SEND, WHOLE, WHOLE_WITHIN, Way, store, target};
use crate::account::{self, Account, AccountState, Channel};
use crate::connector;
use crate::{AccountId, ReleaseId, TargetId};

/// What a person asks for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What to release: its latest revision, if that is approved.
    pub article: ArticleId,
    /// Where.
    pub accounts: Vec<AccountId>,
    /// On which of them it is pushed to followers (群发).
    pub pushed: Vec<AccountId>,
    /// When; a time just past means now.
    pub scheduled_at: OffsetDateTime,
    /// How long it stands.
    pub terms: Terms,
    /// Whether the windows, the blocked days and the lead are passed because the person says so.
    pub despite: bool,
}

impl Plan {
    /// A release of a piece on accounts at a time, without an end, within the county's rules.
    #[must_use]
    pub fn at(article: ArticleId, accounts: Vec<AccountId>, scheduled_at: OffsetDateTime) -> Self {
        let pushed = Vec::new();
        Self { article, accounts, pushed, scheduled_at, terms: Terms::default(), despite: false }
    }
}

/// Why nothing was planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// No such article.
    #[error("the article does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The piece, the accounts or the time break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Its latest revision is not approved (I2).
    #[error("the article's latest revision is not approved")]
    NotApproved,
    /// The checks of today stop it, and nobody let what they found stand (C27).
    #[error("findings stop the release")]
    Stopped,
    /// One of the accounts carries this revision already (I4).
    #[error("an account carries this revision already")]
    Duplicate,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for PlanError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("release_approved_digest") => Self::NotApproved,
            Some("release_target_revision_key") => Self::Duplicate,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(PlanError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ARTICLE", "稿件不存在";
    NotApproved => Conflict, "NOT_APPROVED", "稿件的最新版本尚未签发，不能发布";
    Stopped => Conflict, "FINDINGS_STOP_RELEASE", "按今日词库复检，稿件有阻断问题，暂不能发布：请审核人写明理由保留，或撤回修改";
    Duplicate => Conflict, "ALREADY_RELEASED_HERE", "所选账号中已有账号发布或计划发布了这一版本"
});

/// Plans a release and queues one job a target.
///
/// # Errors
/// When the actor may not, the revision is not approved, or the piece does not fit a channel; nothing is then stored.
pub async fn plan(tx: &mut TenantTx, actor: &Actor, plan: Plan) -> Result<Release, PlanError> {
    let article = article::by_ids(tx, &[plan.article]).await?.pop().ok_or(PlanError::NotFound)?;
    actor.require(Action::ReleasePlan, Scope::Department(article.department))?;
    let revision = releasable(tx, &article).await?;
    if super::look_again::stopped(tx, &revision).await? {
        return Err(PlanError::Stopped);
    }
    let accounts = account::store::find_all(tx, &plan.accounts).await?;
    for account in &accounts {
        actor.require(Action::ReleasePlan, Scope::Department(account.department))?;
    }
    let plan = Plan { terms: plan.terms.cleaned(), ..plan };
    let scheduled_at = check(tx, &plan, &revision, &accounts).await?;
    let whole_by = scheduled_at + Duration::minutes(WHOLE_WITHIN.get(tx).await?.max(1));
    platform::telemetry::about("article", article.id.0);
    let release = Release {
        id: ReleaseId(tx.new_id()),
        article: article.id,
        revision: revision.id,
        department: article.department,
        scheduled_at,
        whole_by,
        alarmed_at: None,
        created_by: actor.person().ok_or(PlanError::Refused(Refused(Action::ReleasePlan)))?,
        created_at: tx.now(),
        withdrawn_at: None,
        withdrawal_reason: None,
        withdrawal_kind: None,
        merged_into: None,
        expires_at: plan.terms.expires_at,
        expiry_reason: plan.terms.expiry_reason.clone(),
        review_on: plan.terms.review_on,
    };
    store::insert(tx, &release, revision.digest).await?;
    for account in &accounts {
        let way = if plan.pushed.contains(&account.id) { Way::Mass } else { Way::Publish };
        queue(tx, &release, account, way, revision.emergency).await?;
    }
    still_releasable(tx, &release, &revision).await?;
    watch(tx, &release).await?;
    tx.audit(
        Entry::new("release.plan", "release", release.id.0)
            .of(release.department)
            .with("revision", revision.id)
            .with("accounts", accounts.iter().map(|account| account.id).collect::<Vec<_>>())
            .with("despite", plan.despite),
    );
    tx.announce(super::live::changed(&release));
    Ok(release)
}

/// What is an emergency is taken before everything else that is due.
async fn queue(
    tx: &mut TenantTx,
    release: &Release,
    account: &Account,
    way: Way,
    emergency: bool,
) -> Result<(), Storage> {
    let id = TargetId(tx.new_id());
    target::insert(tx, id, release, account, way).await?;
    jobs::enqueue(tx, SEND, &id.to_string(), release.scheduled_at, json!({})).await?;
    if emergency {
        jobs::hasten(tx, SEND, &id.to_string()).await?;
    }
    Ok(())
}

/// Sees that it is whole in time, that plan and queue agree, and that its end comes.
async fn watch(tx: &mut TenantTx, release: &Release) -> Result<(), Storage> {
    jobs::enqueue(tx, WHOLE, &release.id.to_string(), release.whole_by, json!({})).await?;
    let soon = release.created_at + RECONCILE_EVERY;
    jobs::enqueue(tx, RECONCILE, "county", soon, json!({})).await?;
    terms::end_at(tx, release.id, release.expires_at).await
}

/// The latest revision, if the article may be released. Whether it is approved the database itself decides, on insertion.
pub(super) async fn releasable(tx: &mut TenantTx, article: &Article) -> Result<Revision, PlanError> {
    if !matches!(article.state, ArticleState::Approved | ArticleState::Released) {
        return Err(PlanError::NotApproved);
    }
    revision::latest_of(tx, &[article.id]).await?.pop().ok_or(PlanError::NotApproved)
}

/// Whether it was taken back while we planned. The piece is held last, as every act on a release holds it.
async fn still_releasable(tx: &mut TenantTx, release: &Release, revision: &Revision) -> Result<(), PlanError> {
    let article = article::lock(tx, release.article).await?.ok_or(PlanError::NotFound)?;
    let same = article.revision_count == revision.number;
    if same && matches!(article.state, ArticleState::Approved | ArticleState::Released) {
        Ok(())
    } else {
        Err(PlanError::NotApproved)
    }
}

/// Checks accounts, time and the limits of each channel, all at once. Returns the time to send at.
async fn check(
    tx: &mut TenantTx,
    plan: &Plan,
    revision: &Revision,
    accounts: &[Account],
) -> Result<OffsetDateTime, PlanError> {
    let mut invalid = Invalid::default();
    let linked = connector::store::linked(tx, &plan.accounts).await?;
    check_accounts(plan, accounts, &linked, &mut invalid);
    check_pushes(plan, accounts, &mut invalid);
    let now = tx.now();
    let in_time = now - Duration::minutes(10) <= plan.scheduled_at && plan.scheduled_at <= now + Duration::days(366);
    invalid.check(in_time, "scheduledAt", "OUT_OF_RANGE", "发布时间须在现在到一年之内");
    let at = plan.scheduled_at.max(now);
    plan.terms.check(now, at, &mut invalid);
    let asked = Asked {
        article: plan.article,
        accounts: plan.accounts.clone(),
        at,
        release: None,
        expires_at: plan.terms.expires_at,
        emergency: revision.emergency,
    };
    for found in schedule::conflicts(tx, &[asked]).await? {
        schedule::refuse(&mut invalid, "scheduledAt", &found, plan.despite);
    }
    let mut channels: Vec<Channel> = accounts.iter().map(|account| account.channel).collect();
    channels.dedup();
    for channel in channels {
        for fault in crate::wechat::page::faults(tx, revision, channel).await? {
            invalid.add(fault.field, fault.code, fault.message);
        }
    }
    invalid.into_result()?;
    Ok(at)
}

/// Only WeChat pushes, and only where the piece goes.
fn check_pushes(plan: &Plan, accounts: &[Account], invalid: &mut Invalid) {
    for (place, id) in plan.pushed.iter().enumerate() {
        let pushes = |account: &Account| account.id == *id && account.channel == Channel::Wechat;
        let chosen = plan.accounts.contains(id) && accounts.iter().any(pushes);
        invalid.check(chosen, format!("pushTo.{place}"), "NOT_PUSHED", "只有所选的公众号可以群发");
    }
}

fn check_accounts(plan: &Plan, accounts: &[Account], linked: &[AccountId], invalid: &mut Invalid) {
    invalid.check(!plan.accounts.is_empty(), "accountIds", "REQUIRED", "请至少选择一个账号");
    for (place, id) in plan.accounts.iter().enumerate() {
        let field = format!("accountIds.{place}");
        let Some(account) = accounts.iter().find(|account| account.id == *id) else {
            invalid.add(field, "NO_ACCOUNT", "账号不存在");
            continue;
        };
        match account.state {
            AccountState::Active if account.channel == Channel::Connector && !linked.contains(&account.id) => {
                invalid.add(field, "CHANNEL_BY_HAND", format!("“{}”没有对接程序，只能人工代发", account.name));
            }
            AccountState::Active => {}
            AccountState::Unfiled => {
                invalid.add(field, "ACCOUNT_UNFILED", format!("“{}”未备案，不得发布", account.name));
            }
            AccountState::Paused => {
                invalid.add(field, "ACCOUNT_PAUSED", format!("“{}”已暂停", account.name));
            }
            AccountState::Closing => {
                invalid.add(field, "ACCOUNT_CLOSING", format!("“{}”正在关停，不再安排发布", account.name));
            }
            AccountState::Closed => invalid.add(field, "ACCOUNT_CLOSED", format!("“{}”已关停", account.name)),
        }
    }
}
