//! Take in the notice of a coming year, as `{"2027-01-01": 0, "2027-01-04": 1, …}` (1 is worked).

use std::collections::BTreeMap;

use platform::Storage;
use sqlx::PgConnection;
use time::Date;
use time::macros::format_description;

use super::store;

/// Why a notice was not taken in. Nothing of it then stands.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Not a JSON object of days and 0 or 1.
    #[error("read the calendar")]
    Form(#[from] serde_json::Error),
    /// A key that is no date, or a value other than 0 and 1.
    #[error("read the calendar: {0} is no day with 0 or 1")]
    Day(String),
    /// A year with days left out: a gap would count as unknown in the middle of a known year.
    #[error("read the calendar: {0} has {1} days")]
    Incomplete(i32, usize),
    /// The database failed.
    #[error("write the calendar")]
    Storage(#[from] Storage),
}

/// Writes whole years of the calendar, over what stood there; clocks that ran provisionally are counted again within a day.
/// Takes the connection of the login that owns the schema, since the calendar belongs to no county.
///
/// # Errors
/// When the text is not a calendar of whole years.
pub async fn import(conn: &mut PgConnection, text: &str, source: &str) -> Result<u64, ImportError> {
    let days = read(text)?;
    let (dates, works): (Vec<Date>, Vec<bool>) = days.into_iter().unzip();
    Ok(store::write(conn, &dates, &works, source).await?)
}

fn read(text: &str) -> Result<BTreeMap<Date, bool>, ImportError> {
    let form = format_description!("[year]-[month]-[day]");
    let raw: BTreeMap<String, u8> = serde_json::from_str(text)?;
    let mut days = BTreeMap::new();
    let mut years: BTreeMap<i32, usize> = BTreeMap::new();
    for (key, value) in raw {
        let day = Date::parse(&key, &form).ok().filter(|_| value <= 1).ok_or(ImportError::Day(key))?;
        days.insert(day, value == 1);
        *years.entry(day.year()).or_default() += 1;
    }
    for (year, count) in years {
        if count != usize::from(time::util::days_in_year(year)) {
            return Err(ImportError::Incomplete(year, count));
        }
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::{ImportError, read};

    #[test]
    fn a_year_with_days_left_out_is_refused() {
        assert!(matches!(read(r#"{"2027-01-01": 0}"#), Err(ImportError::Incomplete(2027, 1))));
        assert!(matches!(read(r#"{"2027-02-30": 0}"#), Err(ImportError::Day(_))));
        assert!(matches!(read(r#"{"2027-01-01": 2}"#), Err(ImportError::Day(_))));
    }
}
