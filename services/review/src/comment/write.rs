//! Comment on some words of the revision under review.

use checks::Place;
use content::checking;
use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Comment, CommentId, MOST_CHARACTERS, MOST_COMMENTS, Mark, store};
use crate::Gate;
use crate::case::{self, CaseId, CaseState};

/// A comment as its writer gives it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Written {
    pub place: Place,
    /// The words at the place, as their writer saw them: a comment never lands on others.
    pub quote: String,
    pub text: String,
    /// The gate it belongs to, if to one.
    pub gate: Option<Gate>,
}

/// Why there is no comment.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum WriteError {
    #[error("no such case")]
    NotFound,
    #[error("the case has ended")]
    Ended,
    #[error("the case has as many comments as it may")]
    TooMany,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(WriteError { Refused, Invalid, Storage;
    NotFound => NotFound, "CASE_NOT_FOUND", "没有这个审核件";
    Ended => Conflict, "CASE_ENDED", "审核已结束，不能再加批注";
    TooMany => Conflict, "TOO_MANY_COMMENTS", "本件批注已满 300 条，请先处理已有的批注" });

/// Comments on words of the revision of an open case that the actor sees.
///
/// # Errors
/// When the case is not visible or has ended, the actor may not comment, or the words do not stand there.
pub async fn write(tx: &mut TenantTx, actor: &Actor, case: CaseId, written: Written) -> Result<Comment, WriteError> {
    let case = case::find(tx, case).await?.ok_or(WriteError::NotFound)?;
    actor.require(Action::ReviewComment, Scope::Any)?;
    let person = actor.person().ok_or(Refused(Action::ReviewComment))?;
    if case.state != CaseState::Open {
        return Err(WriteError::Ended);
    }
    let revision = content::revision::by_ids(tx, &[case.revision]).await?.pop().ok_or(WriteError::NotFound)?;
    let texts = checking::texts(&revision.title, &revision.summary, &revision.blocks);
    let (mark, text) = check(written.place, &written.quote, &written.text, &texts)?;
    if MOST_COMMENTS <= store::count(tx, case.id).await? {
        return Err(WriteError::TooMany);
    }
    let comment = Comment {
        id: CommentId(tx.new_id()),
        case: case.id,
        case_opened_at: case.opened_at,
        article: case.article,
        revision: case.revision,
        department: case.department,
        gate: written.gate,
        mark,
        person,
        text,
        written_at: tx.now(),
        resolved_at: None,
    };
    store::insert(tx, &comment).await?;
    tx.audit(
        Entry::new("review.comment", "review_case", case.id.0)
            .of(case.department)
            .with("comment", comment.id)
            .with("path", &comment.mark.place.path),
    );
    case::announce(tx, &case);
    Ok(comment)
}

fn check(place: Place, quote: &str, text: &str, texts: &[(String, String)]) -> Result<(Mark, String), Invalid> {
    let mut faults = Invalid::default();
    let found = texts.iter().find(|(path, _)| *path == place.path);
    faults.check(found.is_some(), "input.path", "NO_SUCH_TEXT", "稿件中没有这一段");
    faults.check(place.start < place.end, "input.end", "OUT_OF_RANGE", "请选中要批注的文字");
    let mark = found.and_then(|(_, whole)| Mark::of(place, whole)).filter(|mark| mark.quote == quote);
    faults.check(mark.is_some(), "input.quote", "NOT_THERE", "选中的文字与送审稿不符，请重新选择");
    let text = said(text, "input.text", &mut faults);
    faults.into_result()?;
    mark.map(|mark| (mark, text)).ok_or_else(Invalid::default)
}

/// What someone says, without space around it: not empty, not too long, and no number of a person (I7).
pub(super) fn said(text: &str, field: &str, faults: &mut Invalid) -> String {
    let text = mask::staff(text.trim());
    faults.check(!text.is_empty(), field, "REQUIRED", "请写明意见");
    let fits = text.chars().count() <= MOST_CHARACTERS;
    faults.check(fits, field, "TOO_LONG", format!("不超过 {MOST_CHARACTERS} 字"));
    text
}
