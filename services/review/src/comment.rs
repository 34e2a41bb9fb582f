//! 批注: what a reviewer says of some words of a submitted revision, and what is said back. It belongs to the case, and is found
//! again by its words in the next draft and in the next revision. What was written stands: nobody edits a comment.

mod anchor;
mod reply;
mod resolve;
mod store;
mod write;

use content::{ArticleId, RevisionId};
use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::Gate;
use crate::case::{Case, CaseId, CaseState};

pub use anchor::{Mark, anchor};
pub use reply::{ReplyError, reply};
pub use resolve::{ResolveError, reopen, resolve};
pub use store::{of_articles, open_on, words_of};
pub use write::{WriteError, Written, write};

platform::id_type! {
    /// A comment (批注).
    CommentId
}

/// The most characters of a comment or a reply.
pub const MOST_CHARACTERS: usize = 2_000;
/// The most comments of one case, and the most words said back on one comment.
pub const MOST_COMMENTS: i64 = 300;

/// What someone says of some words.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Comment {
    pub id: CommentId,
    pub case: CaseId,
    /// When its case was opened: the next case shows it too, an earlier one does not.
    pub case_opened_at: OffsetDateTime,
    pub article: ArticleId,
    /// The revision it was written on.
    pub revision: RevisionId,
    pub department: DepartmentId,
    pub gate: Option<Gate>,
    pub mark: Mark,
    pub person: PersonId,
    pub text: String,
    pub written_at: OffsetDateTime,
    /// Since when it is settled.
    pub resolved_at: Option<OffsetDateTime>,
}

/// What is done with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// 回复.
    Reply,
    /// 标为已处理.
    Resolve,
    /// 重新打开.
    Reopen,
}

impl Act {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Resolve => "resolve",
            Self::Reopen => "reopen",
        }
    }

    /// Reads a stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Reply, Self::Resolve, Self::Reopen].into_iter().find(|act| act.as_str() == word)
    }
}

/// What was said back, or done.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Word {
    pub comment: CommentId,
    pub act: Act,
    pub person: PersonId,
    /// Empty where nothing was said with it.
    pub text: String,
    pub said_at: OffsetDateTime,
}

/// Whether the actor may comment on the text of a case they see. A case that ended is commented on no more; what was said on it
/// is still answered and settled.
#[must_use]
pub fn may_comment(actor: &Actor, case: &Case) -> bool {
    case.state == CaseState::Open && may_answer(actor)
}

/// Whether the actor may answer and settle comments they see.
#[must_use]
pub fn may_answer(actor: &Actor) -> bool {
    actor.person().is_some() && actor.may(Action::ReviewComment, Scope::Any)
}
