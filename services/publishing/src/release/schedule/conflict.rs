//! What stands in the way of a time: told before it is kept, and asked again as it is kept.

use content::{ArticleId, article};
use platform::{Clock, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::{Duration, OffsetDateTime};

use super::store::{self, Taken, Used};
use super::{BlockedDate, Embargo, LEAD, SLOT, Window, windows_of};
use crate::account::{self, Account, Channel};
use crate::release::{ListError, PlanError, targets_of};
use crate::{AccountId, ReleaseId};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The piece goes out nowhere before a later instant.
    Embargo,
    /// It is to be down again by then.
    Expired,
    /// The account's day is full.
    Quota,
    /// Another piece goes out on the account at nearly that time.
    SameSlot,
    /// Outside the push windows.
    Window,
    /// On a day on which nothing is planned.
    BlockedDate,
    /// Too soon to look again.
    Lead,
}

/// One thing that stands in the way of one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What it is.
    pub kind: Kind,
    /// The account it concerns; none: all.
    pub account: Option<AccountId>,
    /// In words.
    pub text: String,
}

impl Kind {
    /// Whether nobody can pass it.
    #[must_use]
    pub fn stops(self) -> bool {
        matches!(self, Self::Embargo | Self::Expired)
    }

    /// Whether it is passed only by someone who says so. What is neither is told, and no more.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::Window | Self::BlockedDate | Self::Lead)
    }

    fn code(self) -> &'static str {
        match self {
            Self::Embargo => "EMBARGO",
            Self::Expired => "EXPIRED",
            Self::Quota => "QUOTA",
            Self::SameSlot => "SAME_SLOT",
            Self::Window => "OUTSIDE_WINDOW",
            Self::BlockedDate => "BLOCKED_DATE",
            Self::Lead => "LEAD",
        }
    }
}

/// A time asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The piece.
    pub article: ArticleId,
    /// Where it goes.
    pub accounts: Vec<AccountId>,
    /// When.
    pub at: OffsetDateTime,
    /// The release that is moved; none where one is planned.
    pub release: Option<ReleaseId>,
    /// When it is to be down again.
    pub expires_at: Option<OffsetDateTime>,
    /// An emergency keeps no window, no blocked day and no lead.
    pub emergency: bool,
}

/// What the county's rules and plans say about some days.
struct Known {
    windows: Vec<Window>,
    blocked: Vec<BlockedDate>,
    embargoes: Vec<Embargo>,
    accounts: Vec<Account>,
    taken: Vec<Taken>,
    used: Vec<Used>,
    lead: Duration,
    slot: Duration,
    now: OffsetDateTime,
}

/// What stands in the way of a release that is to be planned.
///
/// # Errors
/// When the actor may not see releases, or there is no such piece or account.
pub async fn of_plan(
    tx: &mut TenantTx,
    actor: &Actor,
    article: ArticleId,
    accounts: Vec<AccountId>,
    at: OffsetDateTime,
) -> Result<Vec<Conflict>, PlanError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let emergency = article::by_ids(tx, &[article]).await?.pop().ok_or(PlanError::NotFound)?.emergency;
    let known = account::by_ids(tx, &accounts).await?;
    let mut invalid = Invalid::default();
    for (place, id) in accounts.iter().enumerate() {
        let there = known.iter().any(|account| account.id == *id);
        invalid.check(there, format!("accountIds.{place}"), "NO_ACCOUNT", "账号不存在");
    }
    invalid.into_result()?;
    let at = at.max(tx.now());
    let asked = Asked { article, accounts, at, release: None, expires_at: None, emergency };
    Ok(conflicts(tx, &[asked]).await?.pop().unwrap_or_default())
}

/// What stands in the way of releases that are to be moved, each beside the others at their new times.
///
/// # Errors
/// When the actor may not see releases.
pub async fn of_moves(
    tx: &mut TenantTx,
    actor: &Actor,
    moves: &[(ReleaseId, OffsetDateTime)],
) -> Result<Vec<(ReleaseId, Vec<Conflict>)>, ListError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let asked = asked(tx, moves).await?;
    let found = conflicts(tx, &asked).await?;
    Ok(asked.into_iter().filter_map(|asked| asked.release).zip(found).collect())
}

/// The moves of releases the caller sees, as times asked for.
pub(crate) async fn asked(tx: &mut TenantTx, moves: &[(ReleaseId, OffsetDateTime)]) -> Result<Vec<Asked>, Storage> {
    let ids: Vec<ReleaseId> = moves.iter().map(|(id, _)| *id).collect();
    let releases = crate::release::by_ids(tx, &ids).await?;
    let targets = targets_of(tx, &ids).await?;
    let pieces: Vec<ArticleId> = releases.iter().map(|release| release.article).collect();
    let pieces = article::by_ids(tx, &pieces).await?;
    let asked = |(id, at): &(ReleaseId, OffsetDateTime)| {
        let release = releases.iter().find(|release| release.id == *id)?;
        let accounts = targets.iter().filter(|target| target.release == *id).map(|target| target.account).collect();
        let emergency = pieces.iter().any(|piece| piece.id == release.article && piece.emergency);
        let (article, expires_at) = (release.article, release.expires_at);
        Some(Asked { article, accounts, at: *at, release: Some(*id), expires_at, emergency })
    };
    Ok(moves.iter().filter_map(asked).collect())
}

/// What stands in the way of each, as if the others were kept.
///
/// # Errors
/// When the database fails.
pub async fn conflicts(tx: &mut TenantTx, asked: &[Asked]) -> Result<Vec<Vec<Conflict>>, Storage> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let known = Known::read(tx, asked).await?;
    Ok(asked.iter().enumerate().map(|(place, one)| known.against(one, place, asked)).collect())
}

impl Known {
    async fn read(tx: &mut TenantTx, asked: &[Asked]) -> Result<Self, Storage> {
        let mut accounts: Vec<AccountId> = asked.iter().flat_map(|one| one.accounts.iter().copied()).collect();
        accounts.sort();
        accounts.dedup();
        let moved: Vec<ReleaseId> = asked.iter().filter_map(|one| one.release).collect();
        let pieces: Vec<ArticleId> = asked.iter().map(|one| one.article).collect();
        let now = tx.now();
        let first = asked.iter().map(|one| one.at).min().unwrap_or(now) - Duration::days(1);
        let last = asked.iter().map(|one| one.at).max().unwrap_or(now) + Duration::days(1);
        Ok(Self {
            windows: store::windows(tx).await?,
            blocked: store::blocked(tx, Clock::day_of(first), Clock::day_of(last)).await?,
            embargoes: store::embargoes(tx, &pieces).await?,
            taken: store::taken(tx, &accounts, &moved, first, last).await?,
            used: store::used_today(tx, &accounts).await?,
            accounts: account::by_ids(tx, &accounts).await?,
            lead: Duration::minutes(LEAD.get(tx).await?.max(0)),
            slot: Duration::minutes(SLOT.get(tx).await?.max(0)),
            now,
        })
    }

    fn against(&self, one: &Asked, place: usize, all: &[Asked]) -> Vec<Conflict> {
        let mut found = Vec::new();
        let mut add = |kind, account, text| found.push(Conflict { kind, account, text });
        if let Some(embargo) = self.embargoes.iter().find(|row| row.article == one.article && one.at < row.until) {
            add(Kind::Embargo, None, format!("限时发布：{} 之前不得发布（{}）", clock(embargo.until), embargo.reason));
        }
        if one.expires_at.is_some_and(|until| until <= one.at) {
            add(Kind::Expired, None, "发布时间晚于到期下线的时间".to_owned());
        }
        if !one.emergency && one.at < self.now + self.lead {
            let text = format!("距现在不足 {} 分钟", self.lead.whole_minutes());
            add(Kind::Lead, None, text);
        }
        for account in self.accounts.iter().filter(|account| one.accounts.contains(&account.id)) {
            let (id, name) = (Some(account.id), &account.name);
            if !one.emergency {
                if let Some(day) = self.blocked_for(account.id, one.at) {
                    add(Kind::BlockedDate, id, format!("“{name}”当日停发：{}", day.reason));
                }
                if !self.open_for(account.id, one.at) {
                    add(Kind::Window, id, format!("“{name}”的推送时段是 {}", self.told_windows(account.id)));
                }
            }
            if let Some(at) = self.beside(account.id, one, place, all) {
                add(Kind::SameSlot, id, format!("“{name}”在 {} 另有安排", clock(at)));
            }
            if let Some(limit) = self.full(account, one, place, all) {
                add(Kind::Quota, id, format!("“{name}”当日 {limit} 次已排满"));
            }
        }
        found
    }

    fn blocked_for(&self, account: AccountId, at: OffsetDateTime) -> Option<&BlockedDate> {
        let day = Clock::day_of(at);
        self.blocked.iter().find(|row| row.day == day && row.account.is_none_or(|own| own == account))
    }

    fn open_for(&self, account: AccountId, at: OffsetDateTime) -> bool {
        let at = Clock::in_china(at).time();
        let mut windows = windows_of(&self.windows, account).peekable();
        windows.peek().is_none() || windows.any(|window| window.opens <= at && at < window.closes)
    }

    fn told_windows(&self, account: AccountId) -> String {
        let told = |window: &Window| {
            let (opens, closes) = (window.opens, window.closes);
            format!("{:02}:{:02}–{:02}:{:02}", opens.hour(), opens.minute(), closes.hour(), closes.minute())
        };
        windows_of(&self.windows, account).map(told).collect::<Vec<_>>().join("、")
    }

    /// When else something goes out on the account: what is planned already, and the others asked for.
    fn others<'a>(
        &'a self,
        account: AccountId,
        place: usize,
        all: &'a [Asked],
    ) -> impl Iterator<Item = OffsetDateTime> + 'a {
        let taken = self.taken.iter().filter(move |taken| taken.account == account).map(|taken| taken.at);
        let beside =
            all.iter().enumerate().filter(move |(other, one)| *other != place && one.accounts.contains(&account));
        taken.chain(beside.map(|(_, one)| one.at))
    }

    fn beside(&self, account: AccountId, one: &Asked, place: usize, all: &[Asked]) -> Option<OffsetDateTime> {
        self.others(account, place, all).find(|at| (*at - one.at).abs() < self.slot)
    }

    /// The day's limit, where what is planned and used fills it without this one.
    fn full(&self, account: &Account, one: &Asked, place: usize, all: &[Asked]) -> Option<i32> {
        let pushes = account.settings.pushes_per_day;
        let limit = match account.channel {
            Channel::Wechat => pushes.unwrap_or(account.settings.submits_per_day),
            _ => pushes?,
        };
        let day = Clock::day_of(one.at);
        let planned = self.others(account.id, place, all).filter(|at| Clock::day_of(*at) == day).count();
        let spent = |used: &&Used| used.account == account.id && used.push == pushes.is_some();
        let used = self.used.iter().find(spent).filter(|_| day == Clock::day_of(self.now)).map_or(0, |used| used.count);
        (limit <= used.saturating_add(i32::try_from(planned).unwrap_or(i32::MAX))).then_some(limit)
    }
}

/// Refuses what cannot be passed, and what nobody said is to be passed.
pub(crate) fn refuse(invalid: &mut Invalid, field: &str, found: &[Conflict], despite: bool) {
    for conflict in found.iter().filter(|one| one.kind.stops() || (one.kind.asks() && !despite)) {
        invalid.add(field, conflict.kind.code(), conflict.text.clone());
    }
}

fn clock(at: OffsetDateTime) -> String {
    let at = Clock::in_china(at);
    format!("{} 月 {} 日 {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests;
