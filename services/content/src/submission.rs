//! 报送: what a department hands to the county desk, with its receipt, and what the desk made of it.

mod answer;
mod ask;
mod decline;
mod draft;
mod list;
mod recall;
mod send;
mod store;

use platform::outbox::Event;
use platform::{DepartmentId, PersonId};
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use crate::article::{Kind, Origin, Provenance, Sensitivity};
use crate::plan::AssignmentId;
use crate::{ArticleId, Block, MediaId, SourceId};

pub use answer::answer;
pub use ask::ask;
pub use decline::decline;
pub use draft::{NewSubmission, Text};
pub use list::{Filter, ListError, get, list, waiting};
pub use recall::recall;
pub use send::{SendError, send};
pub use store::{attachments_of, by_assignments, events_of, of_articles};
pub(crate) use store::{cut_words, forget_words};
pub(crate) use store::{lock, record, save};

platform::id_type! {
    /// A submission (报送).
    SubmissionId
}

word_type! {
    /// Where a submission stands.
    SubmissionState {
        /// Before the desk.
        Submitted = "submitted",
        /// The desk asked something; the department answers.
        Asked = "asked",
        /// Taken as it was.
        Adopted = "adopted",
        /// Taken to be edited by the desk.
        AdoptedWithEdits = "adopted_with_edits",
        /// Not taken.
        Declined = "declined",
        /// Taken back by the department.
        Withdrawn = "withdrawn",
    }
}

word_type! {
    /// What happened to a submission.
    EventKind {
        /// It was handed in.
        Submitted = "submitted",
        /// The desk asked.
        Asked = "asked",
        /// The department answered and handed in anew.
        Answered = "answered",
        /// The desk took it as it was.
        Adopted = "adopted",
        /// The desk took it to edit.
        AdoptedWithEdits = "adopted_with_edits",
        /// The desk did not take it.
        Declined = "declined",
        /// The department took it back.
        Withdrawn = "withdrawn",
        /// A medium beyond the county carried it.
        Reprinted = "reprinted",
    }
}

impl SubmissionState {
    /// The machine: where what happens leads from here; none where it does not fit.
    #[must_use]
    pub fn after(self, event: EventKind) -> Option<Self> {
        match (self, event) {
            (Self::Submitted, EventKind::Asked) => Some(Self::Asked),
            (Self::Asked, EventKind::Answered) => Some(Self::Submitted),
            (Self::Submitted, EventKind::Adopted) => Some(Self::Adopted),
            (Self::Submitted, EventKind::AdoptedWithEdits) => Some(Self::AdoptedWithEdits),
            (Self::Submitted | Self::Asked, EventKind::Declined) => Some(Self::Declined),
            (Self::Submitted | Self::Asked, EventKind::Withdrawn) => Some(Self::Withdrawn),
            (Self::Adopted | Self::AdoptedWithEdits, EventKind::Reprinted) => Some(self),
            _ => None,
        }
    }

    /// Whether the desk took it.
    #[must_use]
    pub fn is_adopted(self) -> bool {
        matches!(self, Self::Adopted | Self::AdoptedWithEdits)
    }
}

/// A submission.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Submission {
    pub id: SubmissionId,
    /// What its receipt says: the day and a number of that day.
    pub number: String,
    pub department: DepartmentId,
    pub submitted_by: PersonId,
    /// Everyone of the department who wrote on it: none of them may decide on what it becomes (I3).
    pub writers: Vec<PersonId>,
    pub title: String,
    pub summary: String,
    pub blocks: Vec<Block>,
    pub kind: Kind,
    pub sensitivity: Sensitivity,
    pub origin: Origin,
    pub source: Option<SourceId>,
    pub source_url: Option<String>,
    pub provenance: Provenance,
    pub cover: Option<MediaId>,
    pub note: String,
    /// The department's own article it was made from.
    pub article: Option<ArticleId>,
    /// The desk's article it became.
    pub adopted_article: Option<ArticleId>,
    pub assignment: Option<AssignmentId>,
    pub state: SubmissionState,
    /// The desk's question, or why it declined.
    pub reason: String,
    pub version: i32,
    pub submitted_at: OffsetDateTime,
    pub state_at: OffsetDateTime,
}

impl Submission {
    /// What an actor may do with it as it stands: of `adopt`, `ask`, `decline`, `answer`, `recall`, `note_reprint`.
    #[must_use]
    pub fn actions(&self, actor: &Actor) -> Vec<&'static str> {
        let desk = actor.may(Action::SubmissionAdopt, Scope::County);
        // An editor of the whole county could act for any department, and does for their own alone.
        let home = actor.department() == Some(self.department);
        let own = home && actor.may(Action::SubmissionSend, Scope::Department(self.department));
        let fits = |event| self.state.after(event).is_some();
        let acts = [
            ("adopt", desk && fits(EventKind::Adopted)),
            ("ask", desk && fits(EventKind::Asked)),
            ("decline", desk && fits(EventKind::Declined)),
            ("answer", own && fits(EventKind::Answered)),
            ("recall", own && fits(EventKind::Withdrawn)),
            ("note_reprint", desk && fits(EventKind::Reprinted)),
        ];
        acts.into_iter().filter(|(_, may)| *may).map(|(act, _)| act).collect()
    }
}

/// One thing that happened.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Happened {
    pub submission: SubmissionId,
    pub kind: EventKind,
    pub person: PersonId,
    pub note: String,
    pub at: OffsetDateTime,
}

/// Why a submission did not move.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum MoveError {
    #[error("no such submission")]
    NotFound,
    #[error("a submission that is {} cannot do that", .state.as_str())]
    DoesNotFit { state: SubmissionState },
    #[error(transparent)]
    Refused(#[from] tenancy::Refused),
    #[error(transparent)]
    Invalid(#[from] platform::Invalid),
    /// The desk could not begin its article.
    #[error(transparent)]
    Create(#[from] crate::article::CreateError),
    #[error(transparent)]
    Storage(#[from] platform::Storage),
}

platform::refusal!(MoveError {
    Refused, Invalid, Create, Storage
    ; NotFound => NotFound, "SUBMISSION_NOT_FOUND", "报送件不存在"
    ; DoesNotFit => Conflict, "DOES_NOT_FIT", "报送件的状态已变，请刷新"
});

/// The event that lists and both desks hear.
pub(crate) fn changed(submission: &Submission) -> Event {
    Event {
        kind: "submission.changed",
        subject: submission.id.0,
        department: Some(submission.department),
        person: None,
    }
}

/// A word of why, checked: it is on the record.
fn said(field: &'static str, text: &str) -> Result<String, platform::Invalid> {
    let text = text.trim();
    let mut faults = platform::Invalid::default();
    faults.check(!text.is_empty(), field, "REQUIRED", "请填写内容");
    faults.check(text.chars().count() <= 500, field, "TOO_LONG", "不超过 500 字");
    faults.into_result()?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{EventKind, SubmissionState};

    #[test]
    fn what_is_over_stays_over() {
        for state in [SubmissionState::Declined, SubmissionState::Withdrawn] {
            assert!(EventKind::ALL.iter().all(|event| state.after(*event).is_none()), "{state:?}");
        }
        for state in [SubmissionState::Adopted, SubmissionState::AdoptedWithEdits] {
            let moved = |event: &&EventKind| state.after(**event).is_some_and(|next| next != state);
            assert_eq!(EventKind::ALL.iter().find(moved), None, "{state:?}");
        }
    }

    #[test]
    fn the_desk_waits_for_an_answer_before_it_adopts() {
        assert_eq!(SubmissionState::Asked.after(EventKind::Adopted), None);
        assert_eq!(SubmissionState::Asked.after(EventKind::Answered), Some(SubmissionState::Submitted));
    }
}
