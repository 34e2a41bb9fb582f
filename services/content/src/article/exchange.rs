//! Put one file in another's place in a draft. Only who replaces a file in the library calls this.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::create::changed;
use super::{Article, ArticleId, ArticleState, hold, store};
use crate::media::replacement::Kept;
use crate::{Block, MediaId, Variants};

/// A draft as it would stand with the other file.
#[derive(Debug)]
pub(crate) struct Exchanged {
    pub(crate) fields: Vec<String>,
    blocks: Vec<Block>,
    cover: Option<MediaId>,
    variants: Variants,
}

/// What would change in a draft; or why it keeps what it has.
pub(crate) async fn exchanged(
    tx: &mut TenantTx,
    actor: &Actor,
    article: &Article,
    old: MediaId,
    new: MediaId,
) -> Result<Result<Exchanged, Kept>, Storage> {
    if hold::other(tx, actor, article.id).await?.is_some() {
        return Ok(Err(Kept::Held));
    }
    let mut blocks = store::bodies(tx, &[article.id]).await?.pop().map(|(_, blocks)| blocks).unwrap_or_default();
    let mut fields = Vec::new();
    for (place, block) in blocks.iter_mut().enumerate() {
        fields.extend(block.exchange(old, new).into_iter().map(|field| format!("blocks.{place}.{field}")));
    }
    let mut cover = article.cover;
    if cover == Some(old) {
        cover = Some(new);
        fields.push("coverMediaId".to_owned());
    }
    let mut variants = article.variants.clone();
    fields.extend(variants.exchange(old, new));
    if fields.is_empty() {
        return Ok(Err(Kept::Elsewhere));
    }
    Ok(Ok(Exchanged { fields, blocks, cover, variants }))
}

/// Changes the draft, as its next version; who changes it counts among its writers (I3).
pub(crate) async fn exchange(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    old: MediaId,
    new: MediaId,
) -> Result<Result<(Article, Vec<String>), Kept>, Storage> {
    let Some(mut article) = store::lock(tx, id).await? else { return Ok(Err(Kept::NotTheirs)) };
    if !actor.may(Action::ArticleDraft, Scope::Department(article.department)) {
        return Ok(Err(Kept::NotTheirs));
    }
    if article.state != ArticleState::Draft {
        return Ok(Err(Kept::UnderReview));
    }
    let Exchanged { fields, blocks, cover, variants } = match exchanged(tx, actor, &article, old, new).await? {
        Ok(exchanged) => exchanged,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(writer) = actor.person().filter(|person| !article.writers.contains(person)) {
        article.writers.push(writer);
    }
    article.cover = cover;
    article.variants = variants;
    article.version += 1;
    article.updated_at = tx.now();
    store::save(tx, &article, &blocks).await?;
    let entry = Entry::new("article.exchange_media", "article", id.0).of(article.department);
    tx.audit(entry.with("version", article.version).with("old", old.0).with("new", new.0));
    tx.announce(changed(&article));
    Ok(Ok((article, fields)))
}
