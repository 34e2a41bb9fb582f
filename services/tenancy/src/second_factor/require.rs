//! Ask for a code given lately, before an act that waits for nobody else.

use platform::{Code, Refusal, Storage, TenantTx};
use time::Duration;

use super::{MINUTES, Proof};
use crate::Actor;

/// Why the act is not done yet. Each says what to do next, and nobody else is held up by it.
#[derive(Debug, thiserror::Error)]
pub enum Unproved {
    /// The person has no phone enrolled.
    #[error("no second factor is enrolled")]
    EnrolFirst,
    /// They have, and gave no code lately.
    #[error("a code of the second factor is asked for")]
    CodeRequired,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

impl Refusal for Unproved {
    fn code(&self) -> Code {
        match self {
            Self::EnrolFirst | Self::CodeRequired => Code::Forbidden,
            Self::Storage(storage) => storage.code(),
        }
    }
    fn reason(&self) -> &'static str {
        match self {
            Self::EnrolFirst => "ENROL_FIRST",
            Self::CodeRequired => "SECOND_FACTOR_REQUIRED",
            Self::Storage(storage) => storage.reason(),
        }
    }
    fn message(&self) -> String {
        match self {
            Self::EnrolFirst => {
                "此操作须二次验证。请先在“我的二次验证”绑定手机（约一分钟）；来不及时请其他有权人员办理".to_owned()
            }
            Self::CodeRequired => "请输入手机上的 6 位验证码".to_owned(),
            Self::Storage(storage) => storage.message(),
        }
    }
}

/// Refuses unless the actor gave a code on this session within the county's minutes.
///
/// # Errors
/// When none was given lately, or there is no phone to give one.
pub async fn require(tx: &mut TenantTx, actor: &Actor) -> Result<(), Unproved> {
    let at = match actor.proof() {
        Proof::NotEnrolled => return Err(Unproved::EnrolFirst),
        Proof::Enrolled => return Err(Unproved::CodeRequired),
        Proof::Given(at) => at,
    };
    let lasts = Duration::minutes(MINUTES.get(tx).await?);
    if tx.now() <= at + lasts { Ok(()) } else { Err(Unproved::CodeRequired) }
}
