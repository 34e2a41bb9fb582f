//! What the automatic checks find in a piece as it stands in the editor, before anything is saved, and what each channel says to it.

use checks::Finding;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::preview::{Shown, told};
use super::{ChannelCheck, Draft, department_name};
use crate::checkers::TYPING;
use crate::checking::{Checked, document};
use crate::media::licence;
use crate::variant::Master;
use crate::{Block, Checkers, MediaId, Origin, block, link, source};

/// The most text that is looked at while somebody types, in bytes; a submission is checked whole.
const MOST: usize = 300_000;
/// Characters of an author that WeChat is told.
const AUTHOR: usize = 16;

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
    /// What each channel says to it.
    pub channels: Vec<ChannelCheck>,
}

/// Checks a draft that need not be sound: what is no block is passed over.
///
/// # Errors
/// When the caller may not write, the draft names what is not there, or the text is very long.
pub async fn check(
    tx: &mut TenantTx,
    actor: &Actor,
    checkers: &Checkers,
    mut draft: Draft,
) -> Result<Checks, CheckError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    draft.variants = std::mem::take(&mut draft.variants).tidied();
    let (titles, summaries) = draft.variants.words();
    let own = titles.len() + summaries.len();
    if MOST < own + draft.title.len() + draft.summary.len() + draft.blocks.to_string().len() {
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
        variants: &draft.variants,
    };
    let blocks = block::parse(std::mem::take(&mut draft.blocks), &mut Invalid::default());
    let compiled = checkers.of(tx, actor.department(), TYPING).await?;
    let mut document = document(&piece, blocks.iter().map(|(place, block)| (*place, block)), Some(compiled.day));
    link::mark(tx, &mut document).await?;
    let blocks: Vec<Block> = blocks.into_iter().map(|(_, block)| block).collect();
    let shown = blocks.iter().flat_map(Block::shows).map(|shown| shown.id);
    let covers = draft.cover.into_iter().chain(draft.variants.covers().map(|(_, id)| id));
    let shown: Vec<MediaId> = shown.chain(covers).collect();
    document.lapsed = licence::lapsed(tx, &shown).await?;
    Ok(Checks {
        findings: compiled.checker.check(&document, compiled.day),
        lists_current: compiled.current,
        channels: channels(tx, actor, &draft, &blocks, named).await?,
    })
}

/// What each channel says to it. A reprint stands under its source's name, all else under the department's.
async fn channels(
    tx: &mut TenantTx,
    actor: &Actor,
    draft: &Draft,
    blocks: &[Block],
    source: Option<String>,
) -> Result<Vec<ChannelCheck>, Storage> {
    let author = match (source.filter(|_| draft.origin == Origin::Reprint), actor.department()) {
        (Some(source), _) => source,
        (None, Some(department)) => department_name(tx, department).await?,
        (None, None) => String::new(),
    };
    let author: String = author.chars().take(AUTHOR).collect();
    let master = Master {
        title: &draft.title,
        summary: &draft.summary,
        cover: draft.cover,
        cover_focus: draft.cover_focus,
        blocks,
        variants: &draft.variants,
    };
    told(tx, &Shown { master, ai: draft.ai }, &author).await
}
