//! 部门共享 (C22): a department offers a piece to another, or another asks for one; with its owner's consent it becomes a draft of
//! theirs that says whose it is. Who offered, asked, agreed and took is kept with the words they spoke of.

mod ask;
mod frozen;
mod list;
mod offer;
mod settle;
mod store;
mod take;

use platform::audit::Entry;
use platform::outbox::Event;
use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::ArticleId;

pub use ask::{AskError, agree, ask};
pub use frozen::Frozen;
pub use list::{ListError, Side, list, of_articles, waiting};
pub use offer::{OfferError, offer};
pub use settle::{SettleError, decline, recall, refuse};
pub use store::texts;
pub use take::{TakeError, take};

platform::id_type! {
    /// A piece on its way from one department to another.
    ShareId
}

word_type! {
    /// Where it stands.
    ShareState {
        /// Another department asks for it.
        Asked = "asked",
        /// Its owner does not give it.
        Refused = "refused",
        /// Its owner gives it.
        Offered = "offered",
        /// It became a draft of the other.
        Taken = "taken",
        /// The other does not want it.
        Declined = "declined",
        /// Who began it took it back.
        Recalled = "recalled",
    }
}

/// A piece on its way, without its text.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Share {
    pub id: ShareId,
    pub article: ArticleId,
    pub title: String,
    pub from: DepartmentId,
    pub to: DepartmentId,
    pub state: ShareState,
    /// What who began it said.
    pub note: String,
    /// Why it was refused or declined.
    pub reason: String,
    pub asked_by: Option<PersonId>,
    pub asked_at: Option<OffsetDateTime>,
    /// Who consented for the owner.
    pub offered_by: Option<PersonId>,
    pub offered_at: Option<OffsetDateTime>,
    pub settled_by: Option<PersonId>,
    pub settled_at: Option<OffsetDateTime>,
    /// The draft it became.
    pub taken: Option<ArticleId>,
    pub began_at: OffsetDateTime,
}

impl Share {
    /// What an actor may do with it: of `agree`, `refuse`, `take`, `decline`, `recall`.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        let owns = actor.may(Action::ArticleSubmit, Scope::Department(self.from));
        // What is taken becomes a draft of the actor's own department.
        let takes = actor.department() == Some(self.to) && actor.may(Action::ArticleDraft, Scope::Department(self.to));
        let acts = [
            ("agree", self.state == ShareState::Asked && owns),
            ("refuse", self.state == ShareState::Asked && owns),
            ("take", self.state == ShareState::Offered && takes),
            ("decline", self.state == ShareState::Offered && takes),
            ("recall", self.began_by(actor) && matches!(self.state, ShareState::Asked | ShareState::Offered)),
        ];
        acts.into_iter().filter(|(_, may)| *may).map(|(act, _)| act).collect()
    }

    /// Whether the actor writes for who began it: who asks takes the asking back, who offers the offer.
    fn began_by(&self, actor: &Actor) -> bool {
        let began = if self.state == ShareState::Asked { self.to } else { self.from };
        actor.may(Action::ArticleSubmit, Scope::Department(began))
    }
}

/// The events that both sides hear.
fn changed(share: &Share) -> [Event; 2] {
    [share.from, share.to].map(|department| Event {
        kind: "share.changed",
        subject: share.id.0,
        department: Some(department),
        person: None,
    })
}

/// An act on it, for the county's chain.
fn told(act: &'static str, share: &Share) -> Entry {
    let entry = Entry::new(act, "article_share", share.id.0).of(share.from);
    entry.with("article", share.article).with("to", share.to)
}
