//! 二次验证: a code from the person's own phone (RFC 6238), given anew on a session before an act that waits for nobody else.
//! Whoever has no phone enrolled is told so and can enrol on the spot; nobody else's work waits for it.

mod begin;
mod confirm;
mod prove;
mod recovery;
mod remove;
mod require;
mod settle;
pub(crate) mod store;
mod totp;

use platform::settings::Setting;
use platform::{CountyId, PersonId};
use time::OffsetDateTime;

pub use begin::{BeginError, Offer, begin};
pub use confirm::{ConfirmError, confirm};
pub use prove::{ProveError, prove};
pub use remove::{RemoveError, remove};
pub use require::{Unproved, require};
pub use settle::{SettleError, settle};
pub use store::{enrolled, find};
pub use totp::{SECONDS, Secret, step_of};

/// Minutes that a code is good for on its session.
pub const MINUTES: Setting<i64> = Setting { key: "second_factor.minutes", default: 5 };
/// Wrong codes in a row that lock the factor.
pub const FAILURES: Setting<i32> = Setting { key: "second_factor.failures", default: 5 };
/// Seconds it stays locked.
pub const LOCK_SECONDS: Setting<i64> = Setting { key: "second_factor.lock_seconds", default: 300 };

/// What a session has shown beside its password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Proof {
    /// Its person enrolled no phone.
    #[default]
    NotEnrolled,
    /// They did, and gave no code on this session.
    Enrolled,
    /// They gave one then.
    Given(OffsetDateTime),
}

/// A person's second factor as they see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// Since when it is in use.
    pub enrolled_at: OffsetDateTime,
    /// Recovery codes not used yet.
    pub recovery_left: i64,
}

/// Where a secret is sealed to.
fn place(county: CountyId, person: PersonId) -> String {
    format!("{county}/second_factor/{person}")
}
