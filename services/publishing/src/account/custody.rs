//! 密钥托管 (C25): an account's credentials are in one person's care, are renewed by a day, and are seen only by two people's doing:
//! one asks with a reason, another allows it, and then the one who asked sees them once, within minutes. Each use is on the trail.

mod ask;
mod assign;
mod list;
mod lose;
mod replace;
mod reveal;
mod settle;
mod store;

use platform::PersonId;
use platform::settings::Setting;
use time::{Date, Duration, OffsetDateTime};

use crate::AccountId;

pub use ask::{AskError, ask};
pub use assign::{AssignError, assign};
pub use list::{of_accounts, waiting};
pub use lose::{LoseError, lose};
pub use replace::{ReplaceError, replace};
pub use reveal::{RevealError, Revealed, reveal};
pub use settle::{SettleError, settle};

platform::id_type! {
    /// A wish to see an account's credentials.
    RequestId
}

/// Days after which credentials are to be renewed.
pub const ROTATE_DAYS: Setting<i64> = Setting { key: "credentials.rotate_days", default: 90 };
/// Minutes for which they may be seen once that was allowed.
pub const REVEAL_MINUTES: Setting<i64> = Setting { key: "credentials.reveal_minutes", default: 10 };

/// How an account's credentials are kept.
#[derive(Clone, Debug, Default)]
pub struct Custody {
    /// There are some.
    pub held: bool,
    /// In whose care they are.
    pub custodian: Option<PersonId>,
    /// Since when they stand.
    pub set_at: Option<OffsetDateTime>,
    /// Since when they are lost, and how.
    pub lost: Option<(OffsetDateTime, String)>,
}

impl Custody {
    /// The day by which they are to be renewed; none where there are none.
    #[must_use]
    pub fn rotate_by(&self, days: i64) -> Option<Date> {
        let set_at = self.set_at.filter(|_| self.held)?;
        platform::Clock::day_of(set_at).checked_add(Duration::days(days.max(1)))
    }
}

/// A wish to see an account's credentials, and what became of it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Request {
    pub id: RequestId,
    pub account: AccountId,
    pub reason: String,
    pub asked_by: PersonId,
    pub asked_at: OffsetDateTime,
    pub settled_by: Option<PersonId>,
    pub settled_at: Option<OffsetDateTime>,
    pub allowed: Option<bool>,
    /// Why it was refused.
    pub answer: String,
    /// Until when they may be seen.
    pub ends_at: Option<OffsetDateTime>,
    pub revealed_at: Option<OffsetDateTime>,
}

impl Request {
    /// Where it stands now.
    #[must_use]
    pub fn standing(&self, now: OffsetDateTime) -> Standing {
        match (self.allowed, self.revealed_at, self.ends_at) {
            (None, ..) => Standing::Asked,
            (Some(false), ..) => Standing::Refused,
            (_, Some(_), _) => Standing::Revealed,
            (_, None, Some(ends)) if now <= ends => Standing::Allowed,
            _ => Standing::Ended,
        }
    }
}

/// Where a wish to see credentials stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for a second person.
    Asked,
    /// They may be seen now.
    Allowed,
    /// They were seen.
    Revealed,
    /// Nobody looked in time.
    Ended,
    /// The second person refused.
    Refused,
}

#[cfg(test)]
mod tests {
    use super::{Custody, Request, RequestId, Standing};
    use crate::AccountId;
    use platform::PersonId;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    #[test]
    fn c25_credentials_are_due_ninety_days_after_they_were_set() {
        let custody = Custody { held: true, set_at: Some(datetime!(2026-03-01 16:30 UTC)), ..Custody::default() };
        assert_eq!(custody.rotate_by(90), Some(date!(2026 - 05 - 31)), "the day begins in China");
        assert_eq!(Custody { held: false, ..custody }.rotate_by(90), None);
    }

    #[test]
    fn c25_what_was_allowed_ends_by_itself() {
        let id = Uuid::nil();
        let request = Request {
            id: RequestId(id),
            account: AccountId(id),
            reason: "迁移".to_owned(),
            asked_by: PersonId(id),
            asked_at: datetime!(2026-03-01 09:00 UTC),
            settled_by: Some(PersonId(id)),
            settled_at: Some(datetime!(2026-03-01 09:05 UTC)),
            allowed: Some(true),
            answer: String::new(),
            ends_at: Some(datetime!(2026-03-01 09:15 UTC)),
            revealed_at: None,
        };
        assert_eq!(request.standing(datetime!(2026-03-01 09:15 UTC)), Standing::Allowed);
        assert_eq!(request.standing(datetime!(2026-03-01 09:15:01 UTC)), Standing::Ended);
    }
}
