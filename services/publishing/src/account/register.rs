//! 登记: each event of an account's life, the filing it asks for, and by when.

mod complete;
mod file;
mod findings;
mod list;
mod record;
pub(crate) mod store;

use platform::settings::Setting;
use platform::workdays::Counted;
use platform::{Invalid, PersonId};
use time::{Date, OffsetDateTime};

use super::{Filing, NewFiling, Notice, Papers};
use crate::AccountId;
use crate::word::words;

pub use complete::{CompleteError, Completion, complete};
pub use file::{FileError, file};
pub use findings::{Finding, FindingKind, FindingsError, findings};
pub use list::of_accounts;
pub(super) use record::record;

platform::id_type! {
    /// An event in an account's life that must be filed.
    EntryId
}

words! {
    /// What happened to an account.
    EntryKind {
        /// 开设.
        Open = "open",
        /// 变更.
        Change = "change",
        /// 关停.
        Close = "close",
        /// 注销.
        Cancel = "cancel",
    }
}

/// Working days within which an event must be filed.
pub const FILE_WITHIN: Setting<u16> = Setting { key: "register.file_within_working_days", default: 5 };

/// 登记事项: what happened to an account, and the filing of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: EntryId,
    /// Whose life it is of.
    pub account: AccountId,
    /// What happened.
    pub kind: EntryKind,
    /// The day on which it did.
    pub occurred_on: Date,
    /// The last day for its filing; provisional where the calendar does not reach.
    pub due_on: Counted<Date>,
    /// In the words of who recorded it.
    pub note: String,
    /// Its filing; none while it waits for one.
    pub filing: Option<Filing>,
    /// Who recorded it.
    pub recorded_by: Option<PersonId>,
    /// And when.
    pub recorded_at: OffsetDateTime,
}

impl Entry {
    /// True where it waits past its day, or was filed after it.
    #[must_use]
    pub fn late(&self, today: Date) -> bool {
        let due = self.due_on.value();
        self.filing.as_ref().map_or(due < today, |filing| due < filing.filed_on)
    }
}

/// Checks a filing and what goes with it; `at` names the input they came in.
pub(super) fn check_filing(filing: &NewFiling, papers: &Papers, at: &str, invalid: &mut Invalid) {
    let number = filing.number.trim().chars().count();
    invalid.check((1..=60).contains(&number), format!("{at}.filingNumber"), "LENGTH", "备案号须为 1 至 60 字");
    let in_order = filing.approved_on.is_none_or(|approved| filing.filed_on <= approved);
    invalid.check(in_order, format!("{at}.approvedOn"), "ORDER", "批准日期不能早于备案日期");
    if let Some(notice) = &papers.notice {
        check_notice(notice, at, invalid);
    }
}

/// A notice says something, or where it stands.
fn check_notice(notice: &Notice, at: &str, invalid: &mut Invalid) {
    let says = notice.text.is_some() || notice.address.is_some();
    invalid.check(says, format!("{at}.noticeText"), "REQUIRED", "请填写公示内容或公示网址");
    let length = notice.text.as_ref().map_or(0, |text| text.chars().count());
    invalid.check(length <= 2000, format!("{at}.noticeText"), "LENGTH", "公示内容不超过 2000 字");
    let stands = notice.address.as_deref().is_none_or(is_address);
    invalid.check(stands, format!("{at}.noticeAddress"), "NOT_AN_ADDRESS", "网址须以 http:// 或 https:// 开头");
}

/// An address on the web, not longer than a column takes.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && text.len() <= 500
}

#[cfg(test)]
mod tests {
    use super::{Entry, EntryId, EntryKind};
    use crate::AccountId;
    use crate::account::{Filing, Papers};
    use platform::workdays::Counted;
    use time::macros::{date, datetime};
    use uuid::Uuid;

    #[test]
    fn c1_an_event_is_late_past_its_day_and_stays_so_where_it_was_filed_late() {
        let id = Uuid::nil();
        let filing = |filed_on| Filing {
            id,
            kind: "open".to_owned(),
            number: "豫".to_owned(),
            filed_on,
            approved_on: None,
            papers: Papers::default(),
        };
        let mut entry = Entry {
            id: EntryId(id),
            account: AccountId(id),
            kind: EntryKind::Open,
            occurred_on: date!(2026 - 03 - 02),
            due_on: Counted::Known(date!(2026 - 03 - 09)),
            note: String::new(),
            filing: None,
            recorded_by: None,
            recorded_at: datetime!(2026-03-02 09:00 UTC),
        };
        assert!(!entry.late(date!(2026 - 03 - 09)) && entry.late(date!(2026 - 03 - 10)));
        entry.filing = Some(filing(date!(2026 - 03 - 09)));
        assert!(!entry.late(date!(2026 - 06 - 01)));
        entry.filing = Some(filing(date!(2026 - 03 - 10)));
        assert!(entry.late(date!(2026 - 03 - 10)));
    }
}
