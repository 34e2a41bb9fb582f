//! Submit a draft: freeze what it holds as a revision.

use std::collections::BTreeMap;

use platform::audit::Entry;
use platform::{Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::create::changed;
use super::{Article, ArticleId, ArticleState, Draft, Kind, Origin, Provenance, hold, store};
use crate::block::Stage;
use crate::channel::Rules;
use crate::limits::Limits;
use crate::{
    Block, Media, MediaId, MediaKind, MediaState, Revision, RevisionId, Variants, access, fact_check, media, revision,
    variant,
};

/// Why a draft was not submitted.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SubmitError {
    #[error("no such article")]
    NotFound,
    /// Someone saved since; the article now stands at this version.
    #[error("the article is at version {current}")]
    Stale { current: i32 },
    #[error("the article is not a draft")]
    NotADraft,
    /// Somebody else is writing at it, and may not have saved.
    #[error("the article is held by another")]
    HeldByOther,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SubmitError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; Stale => Conflict, "STALE_VERSION", "稿件已被他人修改，请查看后再提交"
    ; HeldByOther => Conflict, "HELD_BY_OTHER", "他人正在编辑，接手后再提交"
    ; NotADraft => Conflict, "NOT_A_DRAFT", "只有草稿可以提交"
});

/// Checks the draft in full, freezes it as the article's next revision and puts the article in review. The caller opens the
/// review's case on the revision in the same transaction. `version` is the one the submitter saw.
///
/// # Errors
/// When it is not visible or not theirs, has moved on, is no draft, or anything in it is missing or breaks a rule.
pub async fn submit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    version: i32,
) -> Result<(Article, Revision), SubmitError> {
    let mut article = store::lock(tx, id).await?.ok_or(SubmitError::NotFound)?;
    actor.require(Action::ArticleSubmit, Scope::Department(article.department))?;
    let submitter = actor.person().ok_or(Refused(Action::ArticleSubmit))?;
    if article.version != version {
        return Err(SubmitError::Stale { current: article.version });
    }
    if article.state != ArticleState::Draft {
        return Err(SubmitError::NotADraft);
    }
    if hold::other(tx, actor, id).await?.is_some() {
        return Err(SubmitError::HeldByOther);
    }
    let revision = freeze(tx, &article, submitter).await?;
    article.state = ArticleState::InReview;
    article.revision_count = revision.number;
    article.version += 1;
    article.updated_at = tx.now();
    store::save_state(tx, &article).await?;
    access::open_to_reviewers(tx, &article).await?;
    tx.audit(
        Entry::new("article.submit", "article", id.0)
            .of(article.department)
            .with("revision", revision.id.0)
            .with("digest", revision.digest.to_string()),
    );
    tx.announce(changed(&article));
    Ok((article, revision))
}

async fn freeze(tx: &mut TenantTx, article: &Article, submitter: PersonId) -> Result<Revision, SubmitError> {
    let blocks = store::bodies(tx, &[article.id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    let mut draft = Draft::of(article, &blocks);
    let limits = Limits::SETTING.get(tx).await?;
    let mut faults = Invalid::default();
    let blocks = draft.check(&limits, Stage::Submission, &mut faults);
    draft.check_touches(tx, &mut faults).await?;
    let source_name = match article.carried.source_name(&draft) {
        Some(name) => Some(name),
        None => draft.check_source(tx, &mut faults).await?,
    };
    let relay = article.carried.is_relay(article, &blocks);
    let text = revision::digest_of_text(article, &blocks);
    let media = check_media(tx, &blocks, (draft.cover, &draft.variants), &mut faults).await?;
    if !draft.variants.is_empty() {
        variant::check_rules(&draft.variants, &Rules::get(tx).await?, &mut faults);
    }
    check_policies(tx, &blocks, &mut faults).await?;
    fact_check::check_required(tx, article, &mut faults).await?;
    let correction = told(article, &draft, &mut faults);
    faults.into_result()?;
    // Whoever puts it forward stands behind it, and decides on it no more than those who wrote it (I3).
    let mut writers = article.writers.clone();
    if !writers.contains(&submitter) {
        writers.push(submitter);
    }
    let mut revision = Revision {
        id: RevisionId(tx.new_id()),
        article: article.id,
        number: article.revision_count + 1,
        department: article.department,
        author: article.author,
        writers,
        submitted_by: submitter,
        submitted_at: tx.now(),
        title: draft.title,
        summary: draft.summary,
        blocks,
        kind: draft.kind,
        sensitivity: draft.sensitivity,
        origin: draft.origin,
        emergency: draft.emergency,
        ai: draft.ai,
        column: draft.column,
        topics: draft.topics,
        touches: draft.touches,
        source_name,
        source_url: draft.source_url,
        relay,
        // What is our own has no other origin, and the digest covers none.
        provenance: if draft.origin == Origin::Reprint { draft.provenance } else { Provenance::default() },
        cover: draft.cover,
        cover_focus: draft.cover_focus,
        variants: draft.variants,
        policy: draft.policy,
        correction,
        digest: crate::Digest::default(),
        public_at: None,
    };
    revision.digest = revision::digest_of(&revision, &media);
    revision::insert(tx, &revision, text, media.keys().copied().collect()).await?;
    Ok(revision)
}

/// What the public is told that the new version puts right, where readers saw one before it (I10).
fn told(article: &Article, draft: &Draft, faults: &mut Invalid) -> Option<String> {
    article.released_at?;
    let said = !draft.correction.is_empty();
    faults.check(said, "correction", "REQUIRED", "更正已发布的稿件，须填写向公众公布的更正说明");
    Some(draft.correction.clone())
}

/// Notes policies that are not there, not policies, or not released: what readers are sent to must be in force in public.
async fn check_policies(tx: &mut TenantTx, blocks: &[Block], faults: &mut Invalid) -> Result<(), Storage> {
    let named = blocks.iter().enumerate().filter_map(|(place, block)| match block {
        Block::Policy(policy) => Some((place, policy.article_id)),
        _ => None,
    });
    let named: Vec<(usize, ArticleId)> = named.collect();
    if named.is_empty() {
        return Ok(());
    }
    let ids: Vec<ArticleId> = named.iter().map(|(_, id)| *id).collect();
    let found = store::by_ids(tx, &ids).await?;
    for (place, id) in named {
        let released = |article: &Article| article.kind == Kind::Policy && article.released_at.is_some();
        let usable = found.iter().any(|article| article.id == id && released(article));
        faults.check(usable, format!("blocks.{place}.articleId"), "POLICY_NOT_RELEASED", "所引用的政策不存在或未发布");
    }
    Ok(())
}

/// Notes media that are missing, not yet accepted, or of another kind than their block. Returns the digests of the rest.
async fn check_media(
    tx: &mut TenantTx,
    blocks: &[Block],
    (cover, variants): (Option<MediaId>, &Variants),
    faults: &mut Invalid,
) -> Result<BTreeMap<MediaId, crate::Digest>, Storage> {
    let mut wanted: Vec<(String, MediaId, MediaKind)> = blocks
        .iter()
        .enumerate()
        .flat_map(|(place, block)| block.shows().into_iter().map(move |shown| (place, shown)))
        .map(|(place, shown)| (format!("blocks.{place}.{}", shown.field), shown.id, shown.kind))
        .collect();
    wanted.extend(cover.map(|id| ("coverMediaId".to_owned(), id, MediaKind::Image)));
    wanted.extend(variants.covers().map(|(field, id)| (field, id, MediaKind::Image)));
    let ids: Vec<MediaId> = wanted.iter().map(|(_, id, _)| *id).collect();
    let found: BTreeMap<MediaId, Media> = match ids.is_empty() {
        true => BTreeMap::new(),
        false => media::by_ids(tx, &ids).await?.into_iter().map(|media| (media.id, media)).collect(),
    };
    let mut digests = BTreeMap::new();
    for (field, id, kind) in wanted {
        match found.get(&id) {
            None => faults.add(field, "UNKNOWN_MEDIA", "文件不存在"),
            Some(media) if media.kind != kind => faults.add(field, "WRONG_MEDIA_KIND", "文件类型与此处不符"),
            Some(Media { state: MediaState::Ready, sha256: Some(digest), .. }) => {
                digests.insert(id, *digest);
            }
            Some(_) => faults.add(field, "MEDIA_NOT_READY", "文件尚未上传完成或未通过检查"),
        }
    }
    Ok(digests)
}
