//! Make a preview link.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::settings::Setting;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Duration;

use super::{PreviewLink, PreviewLinkId, PreviewToken, store};
use crate::{Article, ArticleId, RevisionId, article, revision};

/// The longest a link lives, in days.
pub const LONGEST_DAYS: Setting<i64> = Setting { key: "preview.longest_days", default: 30 };

/// Links of one piece that are open at once.
const MOST: i64 = 20;

/// Why no link was made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum MakeError {
    #[error("no such article or revision")]
    NotFound,
    #[error("the piece has too many open links")]
    TooMany,
    #[error("draw a token")]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(MakeError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件或版本不存在"
    ; TooMany => Conflict, "TOO_MANY", "有效的预览链接已满 20 个，请先撤销不用的"
    ; Vault => Internal, "INTERNAL", "暂时无法生成链接"
});

/// Makes a link to a revision, or to the piece as it stands whenever the link is opened. The token is told here and never again.
///
/// # Errors
/// When there is no such piece or revision, it is not the actor's to show, or a field breaks a rule.
pub async fn make(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    (piece, version): (ArticleId, Option<RevisionId>),
    label: &str,
    days: i32,
) -> Result<(PreviewLink, PreviewToken), MakeError> {
    let article = article::by_ids(tx, &[piece]).await?.pop().ok_or(MakeError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    if let Some(id) = version {
        let found = revision::by_ids(tx, &[id]).await?.pop().filter(|revision| revision.article == piece);
        found.ok_or(MakeError::NotFound)?;
    }
    issue(tx, actor, vault, (&article, version), label, days).await
}

/// Makes a link to a piece that was found and is the actor's.
pub(crate) async fn issue(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    (article, version): (&Article, Option<RevisionId>),
    label: &str,
    days: i32,
) -> Result<(PreviewLink, PreviewToken), MakeError> {
    let made_by = actor.person().ok_or(Refused(Action::ArticleDraft))?;
    let label = label.trim().to_owned();
    let longest = LONGEST_DAYS.get(tx).await?.clamp(1, 366);
    let mut faults = Invalid::default();
    faults.check(!label.is_empty(), "label", "REQUIRED", "请写明给谁看");
    faults.check(label.chars().count() <= 60, "label", "TOO_LONG", "不超过 60 字");
    faults.check((1..=longest).contains(&days.into()), "days", "OUT_OF_RANGE", format!("有效期为 1 至 {longest} 天"));
    faults.into_result()?;
    if MOST <= store::count_open(tx, article.id).await? {
        return Err(MakeError::TooMany);
    }
    let token = PreviewToken::draw(vault)?;
    let link = PreviewLink {
        id: PreviewLinkId(tx.new_id()),
        article: article.id,
        revision: version,
        department: article.department,
        label,
        made_by,
        made_at: tx.now(),
        expires_at: tx.now() + Duration::days(days.into()),
        revoked_at: None,
        opened: 0,
        opened_at: None,
    };
    store::insert(tx, &link, &token.hash()).await?;
    let entry = Entry::new("preview.make", "article", article.id.0).of(article.department).with("link", link.id);
    tx.audit(entry.with("days", days).with("revision", version));
    Ok((link, token))
}
