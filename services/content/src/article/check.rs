//! What the automatic checks find in a piece as it stands in the editor, before anything is saved.

use checks::Finding;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::Draft;
use crate::checkers::TYPING;
use crate::checking::{Checked, document};
use crate::media::licence;
use crate::{Checkers, MediaId, block, link, source};

/// The most text that is looked at while somebody types, in bytes; a submission is checked whole.
const MOST: usize = 300_000;

/// Why nothing was checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// Not theirs to write.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What it names is not there.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// More than can be looked at while typing.
    #[error("the text is too long to check while typing")]
    TooLong,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(CheckError { Refused, Invalid, Storage;
    TooLong => Invalid, "TEXT_TOO_LONG", "文字过长，请分篇后再检查" });

/// What was found, and by which lists.
#[derive(Clone, Debug)]
pub struct Checks {
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// False while a list that was changed is made ready; the one before it was asked.
    pub lists_current: bool,
}

/// Checks a draft that need not be sound: what is no block is passed over.
///
/// # Errors
/// When the caller may not write, the draft names what is not there, or the text is very long.
pub async fn check(tx: &mut TenantTx, actor: &Actor, checkers: &Checkers, draft: Draft) -> Result<Checks, CheckError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    if MOST < draft.title.len() + draft.summary.len() + draft.blocks.to_string().len() {
        return Err(CheckError::TooLong);
    }
    let mut faults = Invalid::default();
    draft.check_names(tx, &mut faults).await?;
    faults.into_result()?;
    let named = match draft.source {
        Some(id) => source::by_ids(tx, &[id]).await?.into_iter().next().map(|source| source.name),
        None => None,
    };
    let piece = Checked {
        title: &draft.title,
        summary: &draft.summary,
        correction: draft.correction.trim(),
        origin: draft.origin,
        source_name: named.as_deref(),
        source_url: draft.source_url.as_deref(),
    };
    let blocks = block::parse(draft.blocks, &mut Invalid::default());
    let compiled = checkers.of(tx, actor.department(), TYPING).await?;
    let mut document = document(&piece, blocks.iter().map(|(place, block)| (*place, block)), Some(compiled.day));
    link::mark(tx, &mut document).await?;
    let shown =
        blocks.iter().flat_map(|(_, block)| block.shows().into_iter().map(|shown| shown.id).collect::<Vec<_>>());
    let shown: Vec<MediaId> = shown.chain(draft.cover).collect();
    document.lapsed = licence::lapsed(tx, &shown).await?;
    Ok(Checks { findings: compiled.checker.check(&document, compiled.day), lists_current: compiled.current })
}
