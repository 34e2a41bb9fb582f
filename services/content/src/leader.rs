//! 领导人名单: who holds which public office in the county, in the order they are named in (C16). These are office-holders named
//! in official texts, no citizens: nothing here is a citizen's personal data.

mod add;
mod edit;
pub(crate) mod store;

use checks::Leaders;
use platform::{Storage, TenantTx};
use time::Date;

pub use add::{LeaderError, LeaderInput, add};
pub use edit::{edit, end};
pub use store::list;

platform::id_type! {
    /// A leader of the county's table.
    LeaderId
}

/// One line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Leader {
    pub id: LeaderId,
    pub name: String,
    /// Every post, as written before the name.
    pub posts: Vec<String>,
    /// Where they stand in the order, from 1.
    pub position: i32,
    pub starts_on: Date,
    /// The last day in office.
    pub ends_on: Option<Date>,
}

impl Leader {
    /// True on the days in office.
    #[must_use]
    pub fn in_office(&self, day: Date) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|last| day <= last)
    }
}

/// The table as the checks take it, as of a day.
pub(crate) async fn of_day(tx: &mut TenantTx, day: Date) -> Result<Leaders, Storage> {
    let rows = store::list(tx).await?.into_iter().filter(|leader| leader.in_office(day));
    Ok(Leaders::new(rows.map(|leader| checks::Leader { name: leader.name, posts: leader.posts }).collect()))
}
