//! Where one piece stands in the whole matrix: its own targets, what other departments carried of it, by order or by consent, with
//! their targets, who still owes a relay, and the outlets it was delivered to.

use std::collections::HashMap;

use content::{Article, ArticleId, ArticleState, article};
use platform::{DepartmentId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope, region};
use time::OffsetDateTime;

use crate::account::{self, Channel};
use crate::outlet;
use crate::relay::{self, Mark};
use crate::release::{self, Release, Target, TargetState};
use crate::{AccountId, OutletId, ReleaseId, TargetId, figures};

/// What a place in the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The piece itself.
    Piece,
    /// What another department carried of it by an order.
    Relay,
    /// What another department carried of it with consent.
    Share,
    /// An account that carries it, or is to.
    Account,
    /// An account that was asked to relay it and has not.
    Owed,
    /// A media outlet it was delivered to.
    Outlet,
}

/// A place in the picture.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its place among the nodes.
    pub id: usize,
    /// From which it came; none for the piece itself.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: NodeKind,
    /// As people call it: a title, an account, an outlet.
    pub name: String,
    /// Whose it is; empty for an outlet.
    pub department: String,
    /// Of an account.
    pub channel: Option<Channel>,
    /// A word of its own kind: of an article, a target, a relay or a delivery.
    pub state: &'static str,
    /// Since when: when it was out, delivered, or is due.
    pub at: Option<OffsetDateTime>,
    /// Where the public reads it, where a platform said so.
    pub url: Option<String>,
    /// The piece it is, or is of.
    pub article: Option<ArticleId>,
    /// True where the public can read it there now, or an outlet has it.
    pub reached: bool,
    /// How often it was read there, where its platform counts that.
    pub reads: Option<i64>,
}

/// The whole picture, parents before children.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    /// Its places.
    pub nodes: Vec<Node>,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SpreadError {
    #[error("no such article")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SpreadError { Refused, Storage; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在" });

/// What of a piece the actor sees: of a department's people what is out, and their own; of the county's desk all of it.
///
/// # Errors
/// When there is no such piece, or the actor reads no releases.
pub async fn spread(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Spread, SpreadError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let root = article::by_ids(tx, &[id]).await?.pop().ok_or(SpreadError::NotFound)?;
    let carried = article::carried_from(tx, id).await?;
    let pieces: Vec<ArticleId> = std::iter::once(id).chain(carried.iter().map(|piece| piece.id)).collect();
    let releases = release::of_articles(tx, &pieces).await?;
    let ids: Vec<ReleaseId> = releases.iter().map(|row| row.id).collect();
    let targets = release::targets_of(tx, &ids).await?;
    let mut picture = Drawing::new(tx, &releases, targets).await?;
    let top = picture.piece(&root, None, NodeKind::Piece);
    picture.accounts(&root, top);
    picture.outlets(tx, &ids, top).await?;
    for piece in &carried {
        let kind = if piece.carried.ordered.is_some() { NodeKind::Relay } else { NodeKind::Share };
        let place = picture.piece(piece, Some(top), kind);
        picture.accounts(piece, place);
    }
    picture.owed(tx, id, top).await?;
    Ok(Spread { nodes: picture.nodes })
}

/// The picture as it is drawn.
struct Drawing {
    nodes: Vec<Node>,
    departments: HashMap<DepartmentId, String>,
    accounts: HashMap<AccountId, String>,
    /// The newest target of each account, by piece.
    standing: HashMap<ArticleId, Vec<Target>>,
    reads: HashMap<TargetId, i64>,
}

impl Drawing {
    async fn new(tx: &mut TenantTx, releases: &[Release], targets: Vec<Target>) -> Result<Self, Storage> {
        let departments = region::even_closed(tx).await?.into_iter().map(|row| (row.id, row.name)).collect();
        let mut ids: Vec<AccountId> = targets.iter().map(|target| target.account).collect();
        ids.sort_unstable();
        ids.dedup();
        let accounts = account::by_ids(tx, &ids).await?.into_iter().map(|row| (row.id, row.name)).collect();
        let all: Vec<TargetId> = targets.iter().map(|target| target.id).collect();
        let reads = figures::reads_of(tx, &all).await?.into_iter().collect();
        let of: HashMap<ReleaseId, ArticleId> = releases.iter().map(|row| (row.id, row.article)).collect();
        let mut standing: HashMap<ArticleId, Vec<Target>> = HashMap::new();
        for target in targets {
            let Some(piece) = of.get(&target.release) else { continue };
            let row = standing.entry(*piece).or_default();
            match row.iter_mut().find(|other| other.account == target.account) {
                Some(other) => {
                    if newer(&target, other) {
                        *other = target;
                    }
                }
                None => row.push(target),
            }
        }
        Ok(Self { nodes: Vec::new(), departments, accounts, standing, reads })
    }

    fn add(&mut self, node: Node) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Node { id, ..node });
        id
    }

    fn piece(&mut self, piece: &Article, parent: Option<usize>, kind: NodeKind) -> usize {
        let department = self.departments.get(&piece.department).cloned().unwrap_or_default();
        self.add(Node {
            id: 0,
            parent,
            kind,
            name: piece.title.clone(),
            department,
            channel: None,
            state: piece.state.as_str(),
            at: piece.released_at,
            url: None,
            article: Some(piece.id),
            reached: piece.state == ArticleState::Released,
            reads: None,
        })
    }

    fn accounts(&mut self, piece: &Article, parent: usize) {
        for target in self.standing.remove(&piece.id).unwrap_or_default() {
            let name = self.accounts.get(&target.account).cloned().unwrap_or_default();
            let department = self.departments.get(&piece.department).cloned().unwrap_or_default();
            self.add(Node {
                id: 0,
                parent: Some(parent),
                kind: NodeKind::Account,
                name,
                department,
                channel: Some(target.channel),
                state: target.state.as_str(),
                at: target.live_at.or(Some(target.scheduled_at)),
                url: target.external_url,
                article: Some(piece.id),
                reached: target.state == TargetState::Live,
                reads: self.reads.get(&target.id).copied(),
            });
        }
    }

    /// The outlets that got it, each once, by its newest delivery.
    async fn outlets(&mut self, tx: &mut TenantTx, releases: &[ReleaseId], parent: usize) -> Result<(), Storage> {
        let mut deliveries = outlet::deliveries_of_releases(tx, releases).await?;
        deliveries.sort_by_key(|delivery| std::cmp::Reverse(delivery.created_at));
        if deliveries.is_empty() {
            return Ok(());
        }
        let names: HashMap<OutletId, String> =
            outlet::list(tx).await?.into_iter().map(|row| (row.id, row.name)).collect();
        let mut seen: Vec<OutletId> = Vec::new();
        for delivery in deliveries {
            if seen.contains(&delivery.outlet) {
                continue;
            }
            seen.push(delivery.outlet);
            let state = delivered(&delivery.state, &delivery.kind);
            self.add(Node {
                id: 0,
                parent: Some(parent),
                kind: NodeKind::Outlet,
                name: names.get(&delivery.outlet).cloned().unwrap_or_default(),
                department: String::new(),
                channel: None,
                state,
                at: delivery.delivered_at.or(Some(delivery.created_at)),
                url: None,
                article: None,
                reached: state == "delivered",
                reads: None,
            });
        }
        Ok(())
    }

    /// Accounts that were asked to relay it and have not, by the newest task that asks each.
    async fn owed(&mut self, tx: &mut TenantTx, piece: ArticleId, parent: usize) -> Result<(), Storage> {
        let tasks: Vec<_> = relay::of_articles(tx, &[piece]).await?.into_iter().map(|task| task.id).collect();
        let (now, mut seen) = (tx.now(), Vec::new());
        for copy in relay::copies_of(tx, &tasks).await? {
            if copy.live_at.is_some() || copy.recalled || seen.contains(&copy.account) {
                continue;
            }
            seen.push(copy.account);
            self.add(Node {
                id: 0,
                parent: Some(parent),
                kind: NodeKind::Owed,
                name: copy.account_name.clone(),
                department: copy.department_name.clone(),
                channel: Some(copy.channel),
                state: match copy.mark(now) {
                    Mark::Missing => "missing",
                    Mark::Declined => "declined",
                    _ => "open",
                },
                at: Some(copy.due_at),
                url: None,
                article: None,
                reached: false,
                reads: None,
            });
        }
        Ok(())
    }
}

/// What is live stands for an account before what is not, and then the later planned.
fn newer(one: &Target, other: &Target) -> bool {
    let rank = |target: &Target| (target.state == TargetState::Live, target.scheduled_at);
    rank(other) < rank(one)
}

/// An outlet that was told of a withdrawal has the piece no more.
fn delivered(state: &str, kind: &str) -> &'static str {
    match (state, kind) {
        ("delivered", "withdrawal") => "withdrawn",
        ("delivered", _) => "delivered",
        ("queued", _) => "queued",
        ("refused", _) => "refused",
        _ => "dead",
    }
}
