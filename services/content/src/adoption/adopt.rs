//! Take a submission: it becomes an article of the county desk.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use crate::article::{self, AiUse, Article, Draft};
use crate::block::{Clip, Image};
use crate::plan::{self, Act};
use crate::submission::{self, EventKind, MoveError, Submission, SubmissionId, changed};
use crate::{Block, Media, MediaKind, media};

/// How it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As it was handed in.
    AsIs,
    /// To be edited by the desk.
    WithEdits,
}

impl Mode {
    fn event(self) -> EventKind {
        match self {
            Self::AsIs => EventKind::Adopted,
            Self::WithEdits => EventKind::AdoptedWithEdits,
        }
    }
}

/// Takes a submission as a draft of the desk, its files at the end of the text. Whoever wrote on it for the department stays a
/// writer of the draft, beside the one who took it: none of them decides on it (I3). Taking it again, or two at once, is one
/// article.
///
/// # Errors
/// When there is no such submission, the actor does not adopt for the county, or it was declined, taken back or not answered.
pub async fn adopt(
    tx: &mut TenantTx,
    actor: &Actor,
    id: SubmissionId,
    mode: Mode,
) -> Result<(Submission, Article), MoveError> {
    actor.require(Action::SubmissionAdopt, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::SubmissionAdopt))?;
    let mut submission = submission::lock(tx, id).await?.ok_or(MoveError::NotFound)?;
    if let Some(taken) = submission.adopted_article {
        let article = article::by_ids(tx, &[taken]).await?.pop().ok_or(MoveError::NotFound)?;
        return Ok((submission, article));
    }
    let state = submission.state;
    submission.state = state.after(mode.event()).ok_or(MoveError::DoesNotFit { state })?;
    let files = attachments(tx, id).await?;
    let article = article::take_in(tx, actor, draft(&submission, &files), &submission.writers).await?;
    submission.adopted_article = Some(article.id);
    submission.reason.clear();
    submission::save(tx, &mut submission).await?;
    submission::record(tx, &submission, mode.event(), person, "").await?;
    if let Some(assignment) = submission.assignment {
        plan::follow(tx, assignment, Act::Cover, &submission.number).await?;
    }
    tx.audit(
        Entry::new("submission.adopt", "submission", id.0)
            .of(submission.department)
            .with("article", article.id)
            .with("mode", submission.state.as_str()),
    );
    tx.announce(changed(&submission));
    Ok((submission, article))
}

async fn attachments(tx: &mut TenantTx, id: SubmissionId) -> Result<Vec<Media>, Storage> {
    let ids: Vec<_> = submission::attachments_of(tx, &[id]).await?.into_iter().map(|(_, file)| file).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { media::by_ids(tx, &ids).await }
}

/// The desk's draft: what was handed in, and the files that its text does not show yet.
fn draft(submission: &Submission, files: &[Media]) -> Draft {
    let mut blocks = submission.blocks.clone();
    let shown: Vec<_> = blocks.iter().flat_map(Block::shows).map(|shown| shown.id).collect();
    blocks.extend(files.iter().filter(|file| !shown.contains(&file.id)).filter_map(block));
    Draft {
        title: submission.title.clone(),
        summary: submission.summary.clone(),
        blocks: serde_json::to_value(blocks).unwrap_or_default(),
        kind: submission.kind,
        sensitivity: submission.sensitivity,
        origin: submission.origin,
        emergency: false,
        ai: AiUse::None,
        column: None,
        topics: Vec::new(),
        // Its affairs are spoken of, by another.
        touches: vec![submission.department],
        source: submission.source,
        source_url: submission.source_url.clone(),
        provenance: submission.provenance.clone(),
        cover: submission.cover,
        cover_focus: None,
        variants: crate::Variants::default(),
        policy: None,
        correction: String::new(),
    }
}

/// A document is for the desk to read, and stays with the submission.
fn block(file: &Media) -> Option<Block> {
    let clip = || Clip { media_id: file.id, title: file.file_name.clone() };
    match file.kind {
        MediaKind::Image => {
            Some(Block::Image(Image { media_id: file.id, alt: file.alt.clone(), caption: None, focus: None }))
        }
        MediaKind::Audio => Some(Block::Audio(clip())),
        MediaKind::Video => Some(Block::Video(clip())),
        MediaKind::Document => None,
    }
}
