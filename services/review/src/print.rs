//! 打印: a form of an approved review, set, numbered by a verification code, and verified by anyone who holds the file.

mod code;
mod compose;
mod issue;
mod store;
mod verify;
mod words;

use content::{Digest, RevisionId};
use platform::{DepartmentId, PersonId, Storage};
use tenancy::Refused;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::CaseId;

pub use code::VerificationCode;
pub use compose::{Composed, compose};
pub use forms::{Form, Sheet as PrintedSheet, TypesetError, typeset};
pub use issue::issue;
pub use verify::{Verified, verify};

/// A form that was printed, and what is kept of it.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Its id.
    pub id: Uuid,
    /// The case it is of.
    pub case: CaseId,
    /// What was approved…
    pub revision: RevisionId,
    /// …to the letter.
    pub digest: Digest,
    /// Whose piece.
    pub department: DepartmentId,
    /// Which form.
    pub form: Form,
    /// What finds it again.
    pub code: VerificationCode,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// When the piece was approved.
    pub approved_at: OffsetDateTime,
    /// Who printed it first.
    pub issued_by: PersonId,
    /// When.
    pub issued_at: OffsetDateTime,
    /// Since when a later one says more.
    pub superseded_at: Option<OffsetDateTime>,
}

/// Why there is no form.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No such case, or not visible.
    #[error("no such case")]
    NotFound,
    /// The actor reads no cases.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The review has not ended in an approval.
    #[error("the case is not approved")]
    NotApproved,
    /// Someone printed it at the same moment.
    #[error("printed by someone else at the same moment")]
    Meanwhile,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(PrintError { Refused, Storage;
    NotFound => NotFound, "CASE_NOT_FOUND", "没有这件审核";
    NotApproved => Conflict, "CASE_NOT_APPROVED", "审核通过后才能出具审核表";
    Meanwhile => Conflict, "PRINTED_MEANWHILE", "有人同时出具了这张表，请再试一次" });

/// As stored.
fn form_word(form: Form) -> &'static str {
    match form {
        Form::Review => "review",
        Form::Secrecy => "secrecy",
    }
}

fn parse_form(word: &str) -> Option<Form> {
    [Form::Review, Form::Secrecy].into_iter().find(|form| form_word(*form) == word)
}
