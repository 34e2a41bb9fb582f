//! 预览链接: an address that shows one piece to whoever holds it, without sign-in, until it ends or is revoked.

mod lend;
mod look;
mod make;
mod revoke;
mod store;
mod token;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::{ArticleId, RevisionId};

pub use lend::{LendError, lend, recall};
pub use look::{Looked, look};
pub(crate) use make::issue;
pub use make::{LONGEST_DAYS, MakeError, make};
pub(crate) use revoke::end;
pub use revoke::{RevokeError, revoke};
pub(crate) use store::held;
pub use store::{by_ids, of_articles};
pub use token::PreviewToken;

platform::id_type! {
    /// A preview link (预览链接).
    PreviewLinkId
}

/// A preview link. Its token is told once, to whoever made it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct PreviewLink {
    pub id: PreviewLinkId,
    pub article: ArticleId,
    /// None: the piece as it stands when it is looked at.
    pub revision: Option<RevisionId>,
    pub department: DepartmentId,
    /// Whom it was made for.
    pub label: String,
    pub made_by: PersonId,
    pub made_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub revoked_at: Option<OffsetDateTime>,
    /// How often it was opened, and when it was last.
    pub opened: i32,
    pub opened_at: Option<OffsetDateTime>,
}

impl PreviewLink {
    /// Whether it still opens.
    #[must_use]
    pub fn opens(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    /// Whether an actor may end it.
    #[must_use]
    pub fn may_revoke(&self, actor: &Actor, now: OffsetDateTime) -> bool {
        self.opens(now) && actor.may(Action::ArticleDraft, Scope::Department(self.department))
    }
}
