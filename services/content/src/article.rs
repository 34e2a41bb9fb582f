//! 稿件: a piece as its department works on it. Its states, and what may be done in which.

mod advance;
mod carried;
mod check;
mod copy;
mod create;
mod draft;
mod edit;
mod exchange;
mod get;
mod hold;
mod list;
mod preview;
mod provenance;
mod store;
mod submit;
mod withdraw;

use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::block::Focus;
use crate::{Block, ColumnId, MediaId, SourceId, Variants, variant};

pub use advance::{AdvanceError, mark_approved, mark_released, mark_replaced, mark_returned, mark_withdrawn};
pub use carried::{Carried, Carry, carry};
pub use check::{CheckError, Checks, check};
pub use copy::{CopyError, copy};
pub use create::{CreateError, create};
pub(crate) use create::{changed, changed_id};
pub(crate) use create::{sound, take_in};
pub use draft::Draft;
pub use edit::{EditError, edit};
pub(crate) use exchange::{exchange, exchanged};
pub(crate) use get::whole;
pub use get::{GetError, get};
pub use hold::{Hold, HoldError, hold, holder, let_go, take_over};
pub use list::{Filter, ListError, list};
pub use preview::{ChannelCheck, Preview, preview};
pub(crate) use preview::{department_name, looks};
pub use provenance::Provenance;
pub use store::{bodies, by_ids, carried_from, interpretations_of, lock};
pub(crate) use store::{cut_words, forget_words};
pub use submit::{SubmitError, submit};
pub use withdraw::{WithdrawError, withdraw};

platform::id_type! {
    /// An article (稿件).
    ArticleId
}

word_type! {
    /// Where a piece stands.
    ArticleState {
        /// Being written.
        Draft = "draft",
        /// A revision of it is before the reviewers.
        InReview = "in_review",
        /// Its latest revision may be released.
        Approved = "approved",
        /// Its latest revision is out.
        Released = "released",
        /// It was out and was taken back.
        Withdrawn = "withdrawn",
    }
}

word_type! {
    /// What a piece is.
    Kind {
        /// 动态
        News = "news",
        /// 公告
        Notice = "notice",
        /// 政策文件
        Policy = "policy",
        /// 政策解读
        Interpretation = "interpretation",
        /// 澄清
        Clarification = "clarification",
    }
}

word_type! {
    /// Whether the principal must sign.
    Sensitivity {
        /// No.
        Plain = "plain",
        /// Yes.
        Sensitive = "sensitive",
    }
}

word_type! {
    /// Whose text it is.
    Origin {
        /// The department's own.
        Original = "original",
        /// Taken from a listed source.
        Reprint = "reprint",
    }
}

word_type! {
    /// What a machine had to do with the text (人工智能生成合成内容标识办法).
    AiUse {
        /// Nothing.
        None = "none",
        /// It helped; people wrote.
        Assisted = "assisted",
        /// It wrote; people looked.
        Generated = "generated",
    }
}

impl AiUse {
    /// What a reader is told; nothing where there is nothing to tell.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Assisted => Some("本文含人工智能辅助生成的内容"),
            Self::Generated => Some("本文由人工智能生成"),
        }
    }
}

/// An article without its body: what lists show.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Article {
    pub id: ArticleId,
    pub department: DepartmentId,
    pub author: PersonId,
    /// Everyone who wrote on it, the author among them: none of them may decide on it (I3).
    pub writers: Vec<PersonId>,
    pub title: String,
    pub summary: String,
    pub kind: Kind,
    pub sensitivity: Sensitivity,
    pub origin: Origin,
    pub emergency: bool,
    pub ai: AiUse,
    pub column: Option<ColumnId>,
    pub topics: Vec<String>,
    /// 涉及部门: whose affairs it speaks of, beside its own department's.
    pub touches: Vec<DepartmentId>,
    pub source: Option<SourceId>,
    pub source_url: Option<String>,
    pub provenance: Provenance,
    /// Which piece of the matrix it was carried from, and the order it was carried by.
    pub carried: Carried,
    pub cover: Option<MediaId>,
    /// What of the cover must stay in sight where a frame cuts it.
    pub cover_focus: Option<Focus>,
    /// 各渠道版本: what channels show in place of the master.
    pub variants: Variants,
    /// The policy that an interpretation explains (C4).
    pub policy: Option<ArticleId>,
    /// 更正说明: once it was released, what the public is told that the next version puts right (I10).
    pub correction: String,
    /// Counts every change; an edit names the one it began from.
    pub version: i32,
    pub state: ArticleState,
    pub revision_count: i32,
    pub created_at: OffsetDateTime,
    pub updated_at: OffsetDateTime,
    pub released_at: Option<OffsetDateTime>,
}

impl Article {
    /// What channels show of it, with its body.
    pub(crate) fn master<'a>(&'a self, blocks: &'a [Block]) -> variant::Master<'a> {
        variant::Master {
            title: &self.title,
            summary: &self.summary,
            cover: self.cover,
            cover_focus: self.cover_focus,
            blocks,
            variants: &self.variants,
        }
    }

    /// True where a writer may change it. A piece in review or approved is taken back first, so that nobody decides on, or
    /// releases, a text that has moved on; changing a released piece begins a correction.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        matches!(self.state, ArticleState::Draft | ArticleState::Released | ArticleState::Withdrawn)
    }

    /// What an actor may do with it as it stands: of `edit`, `submit`, `withdraw`, `release`.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        let may = |action| actor.may(action, Scope::Department(self.department));
        let in_review = matches!(self.state, ArticleState::InReview | ArticleState::Approved);
        let releasable = matches!(self.state, ArticleState::Approved | ArticleState::Released);
        let acts = [
            ("edit", self.is_editable() && may(Action::ArticleDraft)),
            ("submit", self.state == ArticleState::Draft && may(Action::ArticleSubmit)),
            ("withdraw", in_review && may(Action::ArticleWithdraw)),
            ("release", releasable && may(Action::ReleasePlan)),
        ];
        acts.into_iter().filter(|(_, may)| *may).map(|(act, _)| act).collect()
    }
}
