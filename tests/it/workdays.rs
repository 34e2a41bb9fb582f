//! The clock of working days, held against a public table of the State Council's notices (`tests/data/workdays.txt`, which
//! `tests/peers/python/test_workdays.py` writes and proves): each day, whether it is worked, and how far its 1st, 5th, 15th and 20th
//! working day is.

use platform::Caller;
use platform::workdays::{Counted, Workdays};
use time::macros::{date, format_description};
use time::{Date, Duration};

use crate::county::{County, Fault};

const COUNTS: [u16; 4] = [1, 5, 15, 20];

/// A day of the table: worked or not, and the days to each count; none where the table ends before.
struct Row {
    day: Date,
    works: bool,
    ends: Vec<Option<i64>>,
}

fn table() -> Vec<Row> {
    include_str!("../data/workdays.txt").lines().map(row).collect()
}

fn row(line: &str) -> Row {
    let mut words = line.split(' ');
    let day = Date::parse(words.next().unwrap(), format_description!("[year]-[month]-[day]")).unwrap();
    let works = words.next() == Some("1");
    Row { day, works, ends: words.map(|word| word.parse().ok()).collect() }
}

#[test]
fn c24_every_start_day_from_2004_to_2026_is_counted_as_the_public_calendar_does() {
    let table = table();
    let calendar: Workdays = table.iter().map(|row| (row.day, row.works)).collect();
    assert_eq!(table.len(), 8401);
    for Row { day, ends, .. } in &table {
        for (count, end) in COUNTS.iter().zip(ends) {
            let counted = calendar.add_working_days(*day, *count);
            match end {
                Some(end) => assert_eq!(counted, Counted::Known(*day + Duration::days(*end)), "{day} and {count}"),
                None => assert!(!counted.is_known(), "{day} and {count}: {counted:?}"),
            }
        }
    }
}

#[tokio::test]
async fn c24_the_days_that_are_shipped_are_the_public_calendars_and_a_year_not_loaded_says_so() -> Result<(), Fault> {
    let county = County::open().await?;
    let mut tx = county.database.begin_read(&Caller::public(county.code)).await?;
    let shipped = Workdays::between(&mut tx, date!(2004 - 01 - 01), date!(2027 - 12 - 31)).await?;
    for Row { day, works, .. } in table() {
        assert_eq!(shipped.works(day), Some(works), "{day}");
    }
    assert_eq!(shipped.works(date!(2027 - 01 - 04)), None);
    assert!(!shipped.add_working_days(date!(2026 - 12 - 30), 5).is_known());
    Ok(())
}
