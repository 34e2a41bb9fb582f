//! A notice as it is handed in: `{"2027-01-01": 0, "2027-01-04": 1, …}` (1 is worked), and how it differs from what stands.

use std::collections::BTreeMap;

use platform::workdays::Workdays;
use platform::{Storage, TenantTx};
use ring::digest::{SHA256, digest};
use time::Date;
use time::macros::format_description;

/// Why a notice cannot be read. Nothing of it then stands.
#[derive(Debug, thiserror::Error)]
pub enum NoticeError {
    /// Not a JSON object of days and 0 or 1.
    #[error("not a JSON object of days, each 0 or 1")]
    Form(#[from] serde_json::Error),
    /// A key that is no date, or a value other than 0 and 1.
    #[error("{0} is no day with 0 or 1")]
    Day(String),
    /// No day at all.
    #[error("it names no day")]
    Empty,
    /// A year with days left out: a gap would count as unknown in the middle of a known year.
    #[error("{0} has {1} days; a year is handed in whole")]
    Incomplete(i32, usize),
}

/// Days of a notice, checked.
#[derive(Clone, Debug)]
pub struct Notice {
    days: BTreeMap<Date, bool>,
    digest: String,
}

/// A day that changes: from what stood, if anything did, to what is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Difference {
    pub day: Date,
    pub from: Option<bool>,
    pub to: bool,
}

impl Notice {
    /// Reads whole years, for everyone's calendar.
    ///
    /// # Errors
    /// When it is no calendar, or leaves days of a year out.
    pub fn of_years(text: &str) -> Result<Self, NoticeError> {
        let notice = Self::of_days(text)?;
        for (year, count) in notice.years() {
            if count != usize::from(time::util::days_in_year(year)) {
                return Err(NoticeError::Incomplete(year, count));
            }
        }
        Ok(notice)
    }

    /// Reads single days, for one county's own over the calendar of all.
    ///
    /// # Errors
    /// When it is no calendar.
    pub fn of_days(text: &str) -> Result<Self, NoticeError> {
        let form = format_description!("[year]-[month]-[day]");
        let raw: BTreeMap<String, u8> = serde_json::from_str(text)?;
        let mut days = BTreeMap::new();
        for (key, value) in raw {
            let day = Date::parse(&key, &form).ok().filter(|_| value <= 1).ok_or(NoticeError::Day(key))?;
            days.insert(day, value == 1);
        }
        if days.is_empty() {
            return Err(NoticeError::Empty);
        }
        Ok(Self { days, digest: hex::encode(digest(&SHA256, text.as_bytes())) })
    }

    /// Its years, with how many days of each it names.
    #[must_use]
    pub fn years(&self) -> BTreeMap<i32, usize> {
        let mut years = BTreeMap::new();
        for day in self.days.keys() {
            *years.entry(day.year()).or_default() += 1;
        }
        years
    }

    /// SHA-256 of the text handed in, in hex: what the audit trail keeps of it.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// How it differs from the calendar the caller's county goes by now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn differences(&self, tx: &mut TenantTx) -> Result<Vec<Difference>, Storage> {
        let (Some((first, _)), Some((last, _))) = (self.days.first_key_value(), self.days.last_key_value()) else {
            return Ok(Vec::new());
        };
        let stands = Workdays::between(tx, *first, *last).await?;
        let differs = |(day, to): (&Date, &bool)| {
            let from = stands.works(*day);
            (from != Some(*to)).then_some(Difference { day: *day, from, to: *to })
        };
        Ok(self.days.iter().filter_map(differs).collect())
    }

    /// Its days and whether each is worked, in two columns.
    pub(super) fn columns(&self) -> (Vec<Date>, Vec<bool>) {
        self.days.iter().map(|(day, works)| (*day, *works)).unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::{Notice, NoticeError};

    #[test]
    fn a_year_with_days_left_out_is_refused() {
        assert!(matches!(Notice::of_years(r#"{"2027-01-01": 0}"#), Err(NoticeError::Incomplete(2027, 1))));
        assert!(matches!(Notice::of_years(r#"{"2027-02-30": 0}"#), Err(NoticeError::Day(_))));
        assert!(matches!(Notice::of_years(r#"{"2027-01-01": 2}"#), Err(NoticeError::Day(_))));
        assert!(matches!(Notice::of_years("{}"), Err(NoticeError::Empty)));
        assert!(matches!(Notice::of_days("[]"), Err(NoticeError::Form(_))));
    }

    #[test]
    fn a_county_may_hand_in_single_days() {
        let notice = Notice::of_days(r#"{"2027-01-04": 0, "2027-01-09": 1}"#).unwrap();
        assert_eq!(notice.years().into_iter().collect::<Vec<_>>(), [(2027, 2)]);
    }
}
