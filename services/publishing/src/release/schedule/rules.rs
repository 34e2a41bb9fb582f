//! The county's rules of the calendar, and who sets them.

use std::ops::RangeInclusive;

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{Clock, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration, Time};
use uuid::Uuid;

use super::{BlockedDate, LEAD, SLOT, Window, store};
use crate::release::{LATE_WINDOW, WHOLE_WITHIN};
use crate::spread::{BLAST, BlastLimit};
use crate::{AccountId, account};

/// The numbers of the calendar, times in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// Between planning and going out.
    pub lead: i64,
    /// Between two pieces on one account.
    pub slot: i64,
    /// After its time, within which a target is still sent.
    pub late_window: i64,
    /// After its time, by which every target of a release must be live.
    pub whole_within: i64,
    /// From how many accounts with the same words at nearly one time there is a warning.
    pub blast: BlastLimit,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The windows, the county's first.
    pub windows: Vec<Window>,
    /// The blocked days from today on.
    pub blocked: Vec<BlockedDate>,
    /// The numbers.
    pub numbers: Numbers,
}

/// Why the rules are as they were.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// No such account or day.
    #[error("the account or the day does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What they asked for is no rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The day is blocked already.
    #[error("the day is blocked already")]
    Blocked,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for RulesError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("blocked_date_key") => Self::Blocked,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(RulesError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_SUCH_RULE", "账号或停发日不存在";
    Blocked => Conflict, "ALREADY_BLOCKED", "这一天已经停发"
});

/// The rules, for everyone who sees releases.
///
/// # Errors
/// When the actor may not see releases.
pub async fn rules(tx: &mut TenantTx, actor: &Actor) -> Result<Rules, RulesError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let today = Clock::day_of(tx.now());
    let windows = store::windows(tx).await?;
    let blocked = store::blocked(tx, today, today.saturating_add(Duration::days(800))).await?;
    Ok(Rules { windows, blocked, numbers: numbers(tx).await? })
}

async fn numbers(tx: &mut TenantTx) -> Result<Numbers, Storage> {
    Ok(Numbers {
        lead: LEAD.get(tx).await?,
        slot: SLOT.get(tx).await?,
        late_window: LATE_WINDOW.get(tx).await?,
        whole_within: WHOLE_WITHIN.get(tx).await?,
        blast: BLAST.get(tx).await?,
    })
}

/// Keeps other numbers from now on; what is planned keeps the limit it was planned with.
///
/// # Errors
/// When the actor may not, or a number is out of its range.
pub async fn edit_numbers(tx: &mut TenantTx, actor: &Actor, numbers: Numbers) -> Result<(), RulesError> {
    actor.require(Action::SettingManage, Scope::County)?;
    const BLAST_ACCOUNTS: RangeInclusive<usize> = 2..=100;
    let kept: [(Setting<i64>, i64, &str, i64, i64); 4] = [
        (LEAD, numbers.lead, "leadMinutes", 0, 7 * 24 * 60),
        (SLOT, numbers.slot, "slotMinutes", 0, 24 * 60),
        (LATE_WINDOW, numbers.late_window, "lateWindowMinutes", 0, 24 * 60),
        (WHOLE_WITHIN, numbers.whole_within, "wholeWithinMinutes", 1, 24 * 60),
    ];
    let mut invalid = Invalid::default();
    for (_, value, field, least, most) in &kept {
        let text = format!("须在 {least} 到 {most} 分钟之间");
        invalid.check((*least..=*most).contains(value), format!("input.{field}"), "OUT_OF_RANGE", text);
    }
    let BlastLimit { accounts, minutes } = numbers.blast;
    let wide = BLAST_ACCOUNTS.contains(&accounts);
    invalid.check(wide, "input.blastAccounts", "OUT_OF_RANGE", "须在 2 到 100 个账号之间");
    invalid.check((0..=1440).contains(&minutes), "input.blastMinutes", "OUT_OF_RANGE", "须在 0 到 1440 分钟之间");
    invalid.into_result()?;
    for (setting, value, ..) in &kept {
        setting.set(tx, value).await?;
    }
    BLAST.set(tx, &numbers.blast).await?;
    tx.audit(
        Entry::new("calendar.numbers", "county", None)
            .with("lead", numbers.lead)
            .with("slot", numbers.slot)
            .with("lateWindow", numbers.late_window)
            .with("wholeWithin", numbers.whole_within)
            .with("blastAccounts", accounts)
            .with("blastMinutes", minutes),
    );
    Ok(())
}

/// Gives the county, or one account, other windows; none: any time, or those of the county.
///
/// # Errors
/// When the actor may not, no such account is there, or the windows are none or overlap.
pub async fn set_windows(
    tx: &mut TenantTx,
    actor: &Actor,
    account: Option<AccountId>,
    windows: Vec<(Time, Time)>,
) -> Result<(), RulesError> {
    actor.require(Action::SettingManage, Scope::County)?;
    if let Some(id) = account {
        account::store::find(tx, id).await?.ok_or(RulesError::NotFound)?;
    }
    let mut windows = windows;
    windows.sort_unstable();
    let mut invalid = Invalid::default();
    invalid.check(windows.len() <= 12, "windows", "TOO_MANY", "最多 12 个时段");
    for (place, (opens, closes)) in windows.iter().enumerate() {
        invalid.check(opens < closes, format!("windows.{place}.closes"), "ORDER", "结束时间须晚于开始时间");
    }
    let apart = windows.windows(2).all(|pair| matches!(pair, [(_, closes), (opens, _)] if closes <= opens));
    invalid.check(apart, "windows", "OVERLAP", "时段不能重叠");
    invalid.into_result()?;
    store::set_windows(tx, account, &windows).await?;
    let told: Vec<String> = windows.iter().map(|(opens, closes)| format!("{opens}-{closes}")).collect();
    tx.audit(Entry::new("calendar.windows", "account", account.map(|account| account.0)).with("windows", told));
    Ok(())
}

/// Blocks a day, of all accounts or of one. What is planned on it stays planned, and shows as a conflict when it is moved.
///
/// # Errors
/// When the actor may not, the day is past, no reason is given, or it is blocked already.
pub async fn block_date(
    tx: &mut TenantTx,
    actor: &Actor,
    day: Date,
    account: Option<AccountId>,
    reason: &str,
) -> Result<(), RulesError> {
    actor.require(Action::SettingManage, Scope::County)?;
    if let Some(id) = account {
        account::store::find(tx, id).await?.ok_or(RulesError::NotFound)?;
    }
    let today = Clock::day_of(tx.now());
    let mut invalid = Invalid::default();
    let in_time = today <= day && day <= today.saturating_add(Duration::days(731));
    invalid.check(in_time, "day", "OUT_OF_RANGE", "停发日须在今天到两年之内");
    let length = reason.trim().chars().count();
    invalid.check((1..=60).contains(&length), "reason", "LENGTH", "请填写 1 至 60 字的原因");
    invalid.into_result()?;
    let date = BlockedDate { id: tx.new_id(), day, account, reason: reason.trim().to_owned() };
    store::block(tx, &date, actor.person()).await?;
    let entry = Entry::new("calendar.block", "blocked_date", date.id).with("day", day.to_string());
    tx.audit(entry.with("account", account).with("reason", &date.reason));
    Ok(())
}

/// Takes a blocked day away.
///
/// # Errors
/// When the actor may not, or it is not there.
pub async fn unblock_date(tx: &mut TenantTx, actor: &Actor, id: Uuid) -> Result<(), RulesError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let day = store::unblock(tx, id).await?.ok_or(RulesError::NotFound)?;
    tx.audit(Entry::new("calendar.unblock", "blocked_date", id).with("day", day.to_string()));
    Ok(())
}
