//! 出处: where a reprint comes from, beside its source and its address there (C14).

use platform::Invalid;
use time::{Duration, OffsetDateTime};

/// Who wrote a reprint, when it was first out, and under what leave it is carried. Nothing of it is known of a piece of our own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Provenance {
    pub author: Option<String>,
    pub published_at: Option<OffsetDateTime>,
    /// 转载授权
    pub licence: Option<String>,
}

impl Provenance {
    /// Without space around its words and without empty ones; its time to the minute, as its writer sees it.
    pub(super) fn tidied(self) -> Self {
        let tidy = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let whole = |at: OffsetDateTime| {
            at - Duration::seconds(i64::from(at.second())) - Duration::nanoseconds(i64::from(at.nanosecond()))
        };
        Self { author: tidy(self.author), published_at: self.published_at.map(whole), licence: tidy(self.licence) }
    }

    pub(super) fn check(&self, faults: &mut Invalid) {
        let within = |text: &Option<String>, most| text.as_ref().is_none_or(|text| text.chars().count() <= most);
        faults.check(within(&self.author, 60), "sourceAuthor", "TOO_LONG", "原作者不超过 60 字");
        faults.check(within(&self.licence, 200), "sourceLicence", "TOO_LONG", "转载授权不超过 200 字");
    }

    pub(super) fn check_time(&self, now: OffsetDateTime, faults: &mut Invalid) {
        let past = self.published_at.is_none_or(|at| at <= now);
        faults.check(past, "sourcePublishedAt", "FUTURE", "原发时间不能晚于现在");
    }
}
