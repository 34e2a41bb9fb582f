//! Ask someone outside.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{CountyId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{FactCheck, FactCheckId, FactCheckState, round, store};
use crate::preview_link::{self, MakeError, PreviewLinkId, PreviewToken};
use crate::revision::digest_of_text;
use crate::{ArticleId, ArticleState, article};

/// Checks of one piece and revision: as many as one waits for.
const MOST: usize = 10;

/// Whom to ask, and what.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Ask {
    /// Name and office.
    pub asked_of: String,
    /// Their mail address, where the link goes by mail.
    pub address: Option<String>,
    pub question: String,
    /// How long they have.
    pub days: i32,
}

/// What was sent, told once to who asked: the token, and the address it goes to.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Sent {
    pub check: FactCheck,
    pub token: PreviewToken,
    pub address: Option<String>,
}

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AskError {
    #[error("no such article, or fact check")]
    NotFound,
    #[error("the piece is neither a draft nor in review")]
    DoesNotFit,
    #[error("too many were asked")]
    TooMany,
    #[error("seal an address")]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Link(#[from] MakeError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AskError {
    Link, Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件或核稿不存在"
    ; DoesNotFit => Conflict, "DOES_NOT_FIT", "草稿和在审稿件才能送外部核稿；已答复或已撤回的核稿不再催办"
    ; TooMany => Conflict, "TOO_MANY", "本版已送 10 人核稿"
    ; Vault => Internal, "INTERNAL", "暂时无法保存地址"
});

/// Asks someone by a link that shows the piece and takes their answer.
///
/// # Errors
/// When there is no such piece, it is not the actor's or not being worked on, or a field breaks a rule.
pub async fn ask(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    piece: ArticleId,
    ask: Ask,
) -> Result<Sent, AskError> {
    let (article, blocks) = article::whole(tx, piece).await?.ok_or(AskError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(article.department))?;
    let asked_by = actor.person().ok_or(Refused(Action::ArticleDraft))?;
    if !matches!(article.state, ArticleState::Draft | ArticleState::InReview) {
        return Err(AskError::DoesNotFit);
    }
    let ask = checked(ask)?;
    let round = round(&article);
    let before = store::of_articles(tx, &[piece]).await?;
    if MOST <= before.iter().filter(|check| check.round == round).count() {
        return Err(AskError::TooMany);
    }
    let id = FactCheckId(tx.new_id());
    let sealed = ask.address.as_ref().map(|to| vault.seal(&place(tx.county(), id), to.as_bytes())).transpose()?;
    let (link, token) = preview_link::issue(tx, actor, vault, (&article, None), &ask.asked_of, ask.days).await?;
    let check = FactCheck {
        id,
        article: piece,
        department: article.department,
        round,
        asked_of: ask.asked_of,
        question: ask.question,
        link: Some(link.id),
        state: FactCheckState::Asked,
        answered_text: None,
        answer: String::new(),
        asked_by,
        asked_at: tx.now(),
        reminded_at: None,
        state_at: tx.now(),
    };
    let text = digest_of_text(&article, &blocks);
    store::insert(tx, &check, sealed.as_deref(), &text).await?;
    tx.audit(told("fact_check.ask", &check, Some(link.id)));
    tx.announce(article::changed(&article));
    Ok(Sent { check, token, address: ask.address })
}

fn checked(mut ask: Ask) -> Result<Ask, Invalid> {
    ask.asked_of = ask.asked_of.trim().to_owned();
    ask.question = ask.question.trim().to_owned();
    ask.address = ask.address.map(|to| to.trim().to_owned()).filter(|to| !to.is_empty());
    let mut faults = Invalid::default();
    faults.check(!ask.asked_of.is_empty(), "askedOf", "REQUIRED", "请填写核稿人的姓名和单位");
    faults.check(ask.asked_of.chars().count() <= 60, "askedOf", "TOO_LONG", "不超过 60 字");
    faults.check(ask.question.chars().count() <= 500, "question", "TOO_LONG", "不超过 500 字");
    if let Some(to) = &ask.address {
        let parts = to.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.'));
        let whole =
            to.len() <= 120 && !to.contains(|c: char| c.is_whitespace() || c.is_control() || "?&,;<>".contains(c));
        faults.check(parts.is_some() && whole, "address", "MALFORMED", "邮箱地址不对");
    }
    faults.into_result()?;
    Ok(ask)
}

/// Where a check's address is sealed to.
pub(super) fn place(county: CountyId, id: FactCheckId) -> String {
    format!("{county}/fact_check/{id}")
}

/// The entry of an act; who is asked is told to staff by the check itself, and to the chain by its id.
pub(super) fn told(act: &'static str, check: &FactCheck, link: Option<PreviewLinkId>) -> Entry {
    let entry = Entry::new(act, "article", check.article.0).of(check.department);
    entry.with("check", check.id).with("link", link).with("round", check.round)
}

#[cfg(test)]
mod tests {
    use super::{Ask, checked};

    #[test]
    fn an_address_goes_into_no_second_header() {
        let ask = |address: &str| Ask {
            asked_of: "王老师（气象局）".to_owned(),
            address: Some(address.to_owned()),
            question: String::new(),
            days: 3,
        };
        assert_eq!(checked(ask(" wang@example.cn ")).unwrap().address.as_deref(), Some("wang@example.cn"));
        assert_eq!(checked(ask("  ")).unwrap().address, None);
        for wrong in ["wang", "@example.cn", "wang@cn", "a@b.cn?bcc=c@d.cn", "a@b.cn\r\nBcc: c@d.cn", "a@b.cn,c@d.cn"] {
            assert!(checked(ask(wrong)).is_err(), "{wrong:?}");
        }
    }
}
