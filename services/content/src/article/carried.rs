//! 承接: a piece that a department carries from another of the county, or by an order, and what stays known of that.

use platform::{Invalid, PersonId, TenantTx};
use tenancy::Actor;

use super::create::{CreateError, begin};
use super::{Article, ArticleId, Draft, Origin};
use crate::{Block, Digest, revision};

/// Where a piece was carried from. Nothing of it is known of a piece that was begun here; nothing of it changes afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The piece of the county it was carried from.
    pub from: Option<ArticleId>,
    /// Whose piece that is: a reprint of it names this department, and needs no source of the list (C14).
    pub name: Option<String>,
    /// What readers were to be shown of it, as it was ordered (C22): while that stands unchanged, its review is that of a relay.
    pub ordered: Option<Digest>,
}

impl Carried {
    /// True where the text of a piece is still the one that was ordered.
    #[must_use]
    pub fn is_relay(&self, article: &Article, blocks: &[Block]) -> bool {
        article.origin == Origin::Reprint && self.ordered == Some(revision::digest_of_text(article, blocks))
    }

    /// The department that a reprint names in place of a source of the list.
    pub(super) fn source_name(&self, draft: &Draft) -> Option<String> {
        self.name.clone().filter(|_| draft.origin == Origin::Reprint && draft.source.is_none())
    }

    /// Notes where a writer would call their own what is another's.
    pub(super) fn check(&self, origin: Origin, faults: &mut Invalid) {
        let of_another = self.name.is_some() || self.ordered.is_some();
        let kept = !of_another || origin == Origin::Reprint;
        faults.check(kept, "origin", "CARRIED", "来自其他部门或转载任务的稿件须保留“转载”和出处");
    }
}

/// What is carried beside the draft itself.
#[derive(Clone, Debug, Default)]
pub struct Carry {
    /// The piece of the county it is carried from.
    pub from: Option<ArticleId>,
    /// Whose piece that is, where it is carried as a reprint.
    pub name: Option<String>,
    /// Whether it is carried by an order.
    pub ordered: bool,
    /// Who wrote it: they are writers of the new piece too, and decide on it no more than on their own (I3).
    pub writers: Vec<PersonId>,
}

/// Begins a draft of the actor's department from what it carries.
///
/// # Errors
/// When the actor may not draft there, or a field breaks a rule.
pub async fn carry(tx: &mut TenantTx, actor: &Actor, draft: Draft, carry: Carry) -> Result<Article, CreateError> {
    begin(tx, actor, draft, carry).await
}
