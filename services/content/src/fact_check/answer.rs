//! Answer, as whoever was asked: by the link they hold, without sign-in.

use platform::{Invalid, Storage, TenantTx};

use super::ask::told;
use super::{FactCheck, FactCheckState, store};
use crate::revision::digest_of_text;
use crate::{article, preview_link};

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The facts are right.
    Confirms,
    /// Something is to be changed.
    AsksForChanges,
}

/// What is asked of the holder of a link.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Asked {
    pub asked_of: String,
    pub question: String,
    pub state: FactCheckState,
    pub answer: String,
}

impl From<FactCheck> for Asked {
    fn from(check: FactCheck) -> Self {
        let FactCheck { asked_of, question, state, answer, .. } = check;
        Self { asked_of, question, state, answer }
    }
}

/// Why an answer was not taken.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AnswerError {
    #[error("no such question")]
    NotFound,
    #[error("it was answered, or taken back")]
    Answered,
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AnswerError {
    Invalid, Storage
    ; NotFound => NotFound, "FACT_CHECK_NOT_FOUND", "链接无效、已过期或已撤销"
    ; Answered => Conflict, "ALREADY_ANSWERED", "您已经答复过，谢谢"
});

/// What is asked of the link's holder; none where the link only shows.
///
/// # Errors
/// When the rows cannot be read.
pub async fn asked(tx: &mut TenantTx) -> Result<Option<Asked>, Storage> {
    let Some(link) = preview_link::held(tx).await? else { return Ok(None) };
    Ok(store::of_link(tx, link.id).await?.map(Asked::from))
}

/// Takes the answer of the link's holder, on the text as it stands now. It is given once.
///
/// # Errors
/// When nothing is asked by this link, it was answered or taken back, or changes are wanted and not named.
pub async fn answer(tx: &mut TenantTx, answer: Answer, text: &str) -> Result<Asked, AnswerError> {
    let link = preview_link::held(tx).await?.ok_or(AnswerError::NotFound)?;
    let mut check = store::of_link(tx, link.id).await?.ok_or(AnswerError::NotFound)?;
    if check.state != FactCheckState::Asked {
        return Err(AnswerError::Answered);
    }
    let text = text.trim();
    let mut faults = Invalid::default();
    let named = answer == Answer::Confirms || !text.is_empty();
    faults.check(named, "text", "REQUIRED", "请写明要改什么");
    faults.check(text.chars().count() <= 2000, "text", "TOO_LONG", "不超过 2000 字");
    faults.into_result()?;
    let (piece, blocks) = article::whole(tx, check.article).await?.ok_or(AnswerError::NotFound)?;
    check.state = match answer {
        Answer::Confirms => FactCheckState::Confirmed,
        Answer::AsksForChanges => FactCheckState::Changes,
    };
    check.answered_text = Some(digest_of_text(&piece, &blocks));
    text.clone_into(&mut check.answer);
    check.state_at = tx.now();
    if !store::save(tx, &check).await? {
        return Err(AnswerError::Answered);
    }
    tx.audit(told("fact_check.answer", &check, Some(link.id)).with("state", check.state.as_str()));
    tx.announce(article::changed_id(check.article, check.department));
    Ok(check.into())
}
