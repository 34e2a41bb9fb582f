//! Sign-in and sessions: argon2id, lockout, an opaque token whose hash alone is stored, an end by idleness.

mod change_password;
mod end_all;
mod resume;
mod settle_password;
mod sign_in;
mod sign_out;
pub(crate) mod store;

use platform::settings::Setting;
use platform::{CountyId, DepartmentId, PersonId};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::Membership;
use crate::delegation::Held;
use crate::second_factor::Proof;

pub use change_password::{ChangePasswordError, change_password};
pub use end_all::{EndAllError, end_all};
pub use resume::{find, resume};
pub use settle_password::settle_password;
pub use sign_in::{SignInError, SignedIn, sign_in};
pub use sign_out::sign_out;

/// Failures in a row that lock a login.
pub const FAILURES: Setting<i32> = Setting { key: "sign_in.failures", default: 5 };
/// Seconds a login stays locked.
pub const LOCK_SECONDS: Setting<i64> = Setting { key: "sign_in.lock_seconds", default: 300 };
/// Seconds without a request that end a session.
pub const IDLE_SECONDS: Setting<i64> = Setting { key: "session.idle_seconds", default: 600 };
/// Hours that end a session however busy.
pub const MAX_HOURS: Setting<i64> = Setting { key: "session.max_hours", default: 12 };

/// A session's token as the cookie carries it: `county.id.secret`.
#[derive(Clone, Debug)]
pub struct Token {
    pub(crate) county: CountyId,
    pub(crate) id: Uuid,
    pub(crate) secret: String,
}

impl Token {
    /// Reads a cookie; none if it is not one of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let county = CountyId(parts.next()?.parse().ok()?);
        let id = parts.next()?.parse().ok()?;
        Some(Self { county, id, secret: parts.next()?.to_owned() })
    }

    /// The tenant it names.
    #[must_use]
    pub fn county(&self) -> CountyId {
        self.county
    }

    /// As the cookie carries it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.county, self.id, self.secret)
    }

    pub(crate) fn hash(&self) -> Vec<u8> {
        ring::digest::digest(&ring::digest::SHA256, self.secret.as_bytes()).as_ref().to_vec()
    }
}

/// A live session with what a request needs of its person.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// The tenant.
    pub county: CountyId,
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Where they work.
    pub department: DepartmentId,
    /// Their open roles.
    pub memberships: Vec<Membership>,
    /// What is delegated to them now.
    pub delegations: Vec<Held>,
    /// Sent back with every mutation.
    pub csrf_token: String,
    /// The end, however busy.
    pub expires_at: OffsetDateTime,
    /// The idle seconds that end it.
    pub idle_seconds: i64,
    /// True until a first or aged password is changed.
    pub must_change_password: bool,
    /// What it has shown beside the password.
    pub proof: Proof,
}
