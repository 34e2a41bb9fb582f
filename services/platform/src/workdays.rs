//! 工作日: which days are worked, by the State Council's yearly notice, and over it by the county's own. A day outside both is
//! unknown, never guessed.

use std::collections::BTreeMap;

use time::Date;

use crate::{Storage, TenantTx};

/// The calendar of a county between two days.
#[derive(Clone, Debug, Default)]
pub struct Workdays(BTreeMap<Date, bool>);

impl Workdays {
    /// Reads the calendar from one day to another, both included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn between(tx: &mut TenantTx, from: Date, until: Date) -> Result<Self, Storage> {
        let county = tx.county().0;
        let rows = sqlx::query!(
            r#"select coalesce(c.day, w.day) as "day!", coalesce(c.works, w.works) as "works!"
               from (select day, works from workday where $1 <= day and day <= $2) w
               full join (select day, works from county_workday where county_id = $3 and $1 <= day and day <= $2) c on c.day = w.day"#,
            from,
            until,
            county
        )
        .fetch_all(tx.conn())
        .await?;
        Ok(rows.into_iter().map(|row| (row.day, row.works)).collect())
    }

    /// Whether a day is worked; none where the calendar does not say.
    #[must_use]
    pub fn works(&self, day: Date) -> Option<bool> {
        self.0.get(&day).copied()
    }
}

impl FromIterator<(Date, bool)> for Workdays {
    fn from_iter<T: IntoIterator<Item = (Date, bool)>>(days: T) -> Self {
        Self(days.into_iter().collect())
    }
}
