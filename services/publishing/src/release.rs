//! 发布: one approved revision sent to one or more targets at a time.

mod bundle;
pub mod by_hand;
mod drift;
mod expire;
mod history;
mod list;
mod live;
mod look_again;
pub mod pause;
mod plan;
pub mod read_back;
mod replace;
mod reschedule;
mod resolve;
mod retime;
pub mod schedule;
pub(crate) mod store;
mod take_back;
mod takedowns;
pub(crate) mod target;
pub mod task;
mod terms;
mod withdraw;

use content::{ArticleId, RevisionId};
use platform::settings::Setting;
use platform::{DepartmentId, PersonId};
use time::{Date, Duration, OffsetDateTime};

use crate::account::Channel;
use crate::word::words;
use crate::{AccountId, ReleaseId, TargetId};

pub use bundle::{Bundle, BundleError, MOST, bundle, bundle_stopped, companions};
pub use drift::{Drift, drift};
pub(crate) use expire::expire;
pub use history::{Change, history};
pub use list::{Filter, ListError, by_ids, carried, find, list, of_articles, targets_by_ids, targets_of, unconfirmed};
pub(crate) use live::{Evidence, changed, go_live, look_soon};
pub use look_again::look_again;
pub use plan::{Plan, PlanError, plan};
pub(crate) use replace::{BY_CORRECTION, REPLACED, settle_replacement};
pub use reschedule::{RescheduleError, reschedule, reschedule_all};
pub use resolve::{Resolution, ResolveError, resolve};
pub use retime::{SendMissedError, send_missed};
pub use take_back::{TakeBackError, take_back};
pub use takedowns::{Takedowns, takedowns};
pub use terms::{Terms, TermsError, edit_terms, to_review};
pub(crate) use withdraw::settle_withdrawal;
pub use withdraw::{WithdrawError, Withdrawal, withdraw};

/// Kind of the job that sends one target; its key is the target's id.
pub(crate) const SEND: &str = "publish.target";
/// Kind of the job that takes one live target down.
pub(crate) const TAKE_DOWN: &str = "publish.take_down";
/// Kind of the job that removes what a target left in the drafts box.
pub(crate) const TIDY: &str = "publish.tidy";
/// Kind of the job that sees whether a release is whole by its limit; its key is the release's id.
pub(crate) const WHOLE: &str = "publish.whole";

/// Kind of the job that takes a release down at its end; its key is the release's id.
pub(crate) const EXPIRE: &str = "publish.expire";

/// Of an account's takedowns in a day, how many are kept for withdrawals: corrections leave them alone.
pub(crate) const KEPT_TAKEDOWNS: Setting<i32> = Setting { key: "release.kept_takedowns", default: 3 };

/// Kind of the job that compares a county's plan with its queue, while anything waits.
pub(crate) const RECONCILE: &str = "publish.reconcile";

/// How often a county's plan is compared with its queue.
pub(crate) const RECONCILE_EVERY: Duration = Duration::minutes(5);

/// Minutes after its time within which a target is still sent; later it is missed, and a person decides.
pub(crate) const LATE_WINDOW: Setting<i64> = Setting { key: "release.late_window_minutes", default: 60 };
/// Minutes after its time by which every target of a release must be live.
pub(crate) const WHOLE_WITHIN: Setting<i64> = Setting { key: "release.whole_within_minutes", default: 30 };

words! {
    /// Where a target stands.
    TargetState {
        /// It waits for its time.
        Planned = "planned",
        /// A worker is at it.
        Sending = "sending",
        /// The platform took it and has not said what became of it.
        Accepted = "accepted",
        /// The platform holds it until the account's administrator confirms it.
        Confirming = "confirming",
        /// The public can read it.
        Live = "live",
        /// It was refused.
        Failed = "failed",
        /// Nobody knows whether it was sent: a read-only look decides, or a person.
        Unconfirmed = "unconfirmed",
        /// The platform takes no publication of ours: a person pastes it there and enters its address.
        ByHand = "by_hand",
        /// Its time passed; it is not sent late without a person.
        Missed = "missed",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// How a target goes out on its account.
    Way {
        /// It stands where people find it.
        Publish = "publish",
        /// 群发: it is pushed to the account's followers.
        Mass = "mass",
    }
}

/// A release.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Release {
    pub id: ReleaseId,
    pub article: ArticleId,
    pub revision: RevisionId,
    pub department: DepartmentId,
    pub scheduled_at: OffsetDateTime,
    /// When every target must be live; past it the release raises an alarm.
    pub whole_by: OffsetDateTime,
    pub alarmed_at: Option<OffsetDateTime>,
    pub created_by: PersonId,
    pub created_at: OffsetDateTime,
    pub withdrawn_at: Option<OffsetDateTime>,
    pub withdrawal_reason: Option<String>,
    pub withdrawal_kind: Option<String>,
    /// The piece it was merged into.
    pub merged_into: Option<ArticleId>,
    /// When it goes down by itself, and what the public then reads.
    pub expires_at: Option<OffsetDateTime>,
    pub expiry_reason: Option<String>,
    /// The day by which somebody looks whether it still holds.
    pub review_on: Option<Date>,
}

/// A release on one account.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Target {
    pub id: TargetId,
    pub release: ReleaseId,
    pub revision: RevisionId,
    pub account: AccountId,
    pub department: DepartmentId,
    pub channel: Channel,
    pub way: Way,
    pub state: TargetState,
    pub state_at: OffsetDateTime,
    pub scheduled_at: OffsetDateTime,
    pub attempts: i32,
    pub external_url: Option<String>,
    pub error_code: Option<String>,
    pub error_text: Option<String>,
    /// The platform's number of the failed call, for its support.
    pub error_rid: Option<String>,
    pub live_at: Option<OffsetDateTime>,
    /// Until when the account's administrator can confirm a push.
    pub confirm_by: Option<OffsetDateTime>,
    /// The target in whose message it rides; none where it goes alone or carries others.
    pub carrier: Option<TargetId>,
    /// Its place in the message.
    pub place: i32,
}

/// The instant after which a target is not sent any more without a person.
pub(crate) fn late_after(scheduled_at: OffsetDateTime, window_minutes: i64) -> OffsetDateTime {
    scheduled_at.saturating_add(Duration::minutes(window_minutes.max(0)))
}
