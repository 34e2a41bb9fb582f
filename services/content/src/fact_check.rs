//! 外部核稿: someone outside is asked whether the facts of a piece are right. It stands beside the draft and decides nothing by
//! itself; a county may ask for it before pieces of some kinds are submitted.

mod answer;
mod ask;
mod recall;
mod remind;
mod required;
mod skip;
mod store;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::preview_link::PreviewLinkId;
use crate::{Article, ArticleId, ArticleState, Digest};

pub use answer::{Answer, AnswerError, Asked, answer, asked};
pub use ask::{Ask, AskError, Sent, ask};
pub use recall::{RecallError, recall};
pub use remind::remind;
pub(crate) use required::check_required;
pub use required::{KINDS, KindsError, keep_kinds};
pub use skip::{SkipError, skip};
pub use store::{by_ids, of_articles, wanting_changes};

platform::id_type! {
    /// An outside fact check (外部核稿).
    FactCheckId
}

word_type! {
    /// Where a fact check stands.
    FactCheckState {
        /// Waiting for an answer.
        Asked = "asked",
        /// The facts are right.
        Confirmed = "confirmed",
        /// Changes are wanted, and named.
        Changes = "changes",
        /// Not asked for, with a reason.
        Skipped = "skipped",
        /// Asked, and taken back.
        Recalled = "recalled",
    }
}

/// A fact check. The address it went to is sealed and not here.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct FactCheck {
    pub id: FactCheckId,
    pub article: ArticleId,
    pub department: DepartmentId,
    /// Which revision of the piece it is for.
    pub round: i32,
    /// Who is asked; empty where it was skipped.
    pub asked_of: String,
    pub question: String,
    pub link: Option<PreviewLinkId>,
    pub state: FactCheckState,
    /// Of the text it was answered on.
    pub answered_text: Option<Digest>,
    /// What they want changed, what they add to a yes, or why it was skipped.
    pub answer: String,
    pub asked_by: PersonId,
    pub asked_at: OffsetDateTime,
    pub reminded_at: Option<OffsetDateTime>,
    pub state_at: OffsetDateTime,
}

impl FactCheck {
    /// Whether an actor may remind or take it back.
    #[must_use]
    pub fn may_follow(&self, actor: &Actor) -> bool {
        self.state == FactCheckState::Asked && actor.may(Action::ArticleDraft, Scope::Department(self.department))
    }
}

/// The revision a check of the piece is for now: the one before the reviewers, or else the next.
fn round(article: &Article) -> i32 {
    match article.state {
        ArticleState::InReview | ArticleState::Approved => article.revision_count,
        ArticleState::Draft | ArticleState::Released | ArticleState::Withdrawn => article.revision_count + 1,
    }
}
