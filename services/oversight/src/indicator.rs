//! 指标: versioned rules over figures, from `schema/indicators`.

use serde::Deserialize;
use time::Date;

time::serde::format_description!(day, Date, "[year]-[month]-[day]");

const FILES: [&str; 2] = [
    include_str!("../../../schema/indicators/account_update.toml"),
    include_str!("../../../schema/indicators/first_answer.toml"),
];

/// How an account or a department stands, from well to failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Level {
    /// 达标.
    Met,
    /// 提示.
    Notice,
    /// 预警.
    Warning,
    /// 紧急.
    Urgent,
    /// 不达标.
    Breach,
}

impl Level {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Urgent => "urgent",
            Self::Breach => "breach",
        }
    }
}

/// What a breach costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// 单项否决: one breach fails the whole.
    Veto,
    /// 扣分.
    Deduction,
}

/// Whose standing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// An account's. Never a person's.
    Account,
    /// A department's.
    Department,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Days since a piece last went live.
    DaysSinceUpdate,
    /// Working days past the due day of the citizen who waits longest.
    WorkingDaysPastDue,
}

/// The value from which each level holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the words are the levels")]
pub struct Levels {
    pub notice: i64,
    pub warning: i64,
    pub urgent: i64,
    pub breach: i64,
}

/// One version of an indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is told in the files")]
pub struct Indicator {
    pub id: String,
    pub version: i32,
    #[serde(with = "day")]
    pub effective_from: Date,
    pub name: String,
    pub name_en: String,
    pub basis: String,
    pub weight: Weight,
    pub owner: Owner,
    pub measure: Measure,
    pub levels: Levels,
}

/// A file of `schema/indicators` is no indicator.
#[derive(Debug, thiserror::Error)]
pub enum IndicatorError {
    /// Not in the form.
    #[error("read an indicator")]
    Form(#[from] toml::de::Error),
    /// Its levels do not rise.
    #[error("the levels of indicator {0} do not rise")]
    Levels(String),
}

impl Indicator {
    /// The level of a value.
    #[must_use]
    pub fn level(&self, value: i64) -> Level {
        let levels = &self.levels;
        [
            (levels.breach, Level::Breach),
            (levels.urgent, Level::Urgent),
            (levels.warning, Level::Warning),
            (levels.notice, Level::Notice),
        ]
        .into_iter()
        .find(|(from, _)| *from <= value)
        .map_or(Level::Met, |(_, level)| level)
    }
}

/// The version of each indicator in force on a day, by id.
///
/// # Errors
/// When a file is no indicator.
pub fn in_force(today: Date) -> Result<Vec<Indicator>, IndicatorError> {
    Ok(choose(FILES.into_iter().map(read).collect::<Result<_, _>>()?, today))
}

fn read(text: &str) -> Result<Indicator, IndicatorError> {
    let indicator: Indicator = toml::from_str(text)?;
    let levels = indicator.levels;
    let rise = levels.notice < levels.warning && levels.warning < levels.urgent && levels.urgent < levels.breach;
    if rise { Ok(indicator) } else { Err(IndicatorError::Levels(indicator.id)) }
}

fn choose(mut all: Vec<Indicator>, today: Date) -> Vec<Indicator> {
    all.retain(|indicator| indicator.effective_from <= today);
    all.sort_by(|a, b| a.id.cmp(&b.id).then(b.version.cmp(&a.version)));
    all.dedup_by(|later, first| later.id == first.id);
    all
}

#[cfg(test)]
mod tests {
    use super::{FILES, Level, choose, in_force, read};
    use time::macros::date;

    #[test]
    fn the_accounts_levels_are_seven_ten_thirteen_and_fourteen_days() {
        let all = in_force(date!(2026 - 03 - 09)).unwrap();
        let update = all.iter().find(|indicator| indicator.id == "account_update").unwrap();
        let levels = [0, 6, 7, 9, 10, 12, 13, 14, 90].map(|days| update.level(days));
        use Level::{Breach, Met, Notice, Urgent, Warning};
        assert_eq!(levels, [Met, Met, Notice, Notice, Warning, Warning, Urgent, Breach, Breach]);
    }

    #[test]
    fn an_answer_due_today_is_urgent_and_late_tomorrow() {
        let all = in_force(date!(2026 - 03 - 09)).unwrap();
        let answer = all.iter().find(|indicator| indicator.id == "first_answer").unwrap();
        assert_eq!([-5, 0, 1].map(|days| answer.level(days)), [Level::Met, Level::Urgent, Level::Breach]);
    }

    #[test]
    fn the_version_in_force_is_the_one_of_the_day() {
        let first = read(FILES[0]).unwrap();
        let mut second = first.clone();
        second.version = 2;
        second.effective_from = date!(2027 - 01 - 01);
        let version = |day| choose(vec![first.clone(), second.clone()], day)[0].version;
        assert_eq!((version(date!(2026 - 12 - 31)), version(date!(2027 - 01 - 01))), (1, 2));
        assert!(choose(vec![first.clone()], date!(2018 - 01 - 01)).is_empty());
    }

    #[test]
    fn levels_that_do_not_rise_are_refused() {
        assert!(read(&FILES[0].replace("notice = 7", "notice = 20")).is_err());
    }
}
