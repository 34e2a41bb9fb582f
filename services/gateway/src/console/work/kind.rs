//! The kinds of work that wait.

use async_graphql::Enum;

/// What kind of work waits
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub(in crate::console) enum WorkKind {
    /// A step to decide
    Review,
    /// A piece sent back to its writer
    ReturnedArticle,
    /// A piece to release
    ApprovedArticle,
    /// A piece that the checks stopped on its way out
    StoppedRelease,
    /// A target nobody knows the fate of
    UnconfirmedTarget,
    /// A piece to paste on a platform by hand
    ManualRelease,
    /// Somebody asked to see an account's credentials; its note is why
    CredentialRequest,
    /// An inquiry to accept, assign or answer
    Inquiry,
    /// A reply to review
    ReplyReview,
    /// A step whose time is over, before the level above
    EscalatedReview,
    /// A step nobody is left to decide
    StuckReview,
    /// A piece that went out by override and waits for a second person, or was objected to
    OverrideDebt,
    /// An assignment of the plan to write
    Assignment,
    /// An assignment that a department owes the desk soon, or is late with
    AssignmentDue,
    /// A submission to adopt or decline
    Submission,
    /// A submission the desk asked something about
    SubmissionQuestion,
    /// A draft that someone outside wants changed
    FactCheckChanges,
    /// A column or topic that wants a piece soon, or has waited too long; its note is its days
    CoverageDue,
    /// A relay task to carry; its note is the accounts
    Relay,
    /// Accounts of a department that are due soon with a relay task, or missing; its note is the accounts
    RelayDue,
    /// A piece that another department offers; its note is what they said
    ShareOffered,
    /// A piece that another department asks for; its note is what they said
    ShareAsked,
    /// A live piece that only a person can take down; its note is the first step
    ReleaseTask,
    /// A live piece that is not what was approved; its note is the first part that differs
    ReadBackDifference,
    /// A release whose day to look again has come
    ReleaseReview,
    /// A file whose licence ends within thirty days, or has ended; its note is its holder
    LicenceEnding,
}
