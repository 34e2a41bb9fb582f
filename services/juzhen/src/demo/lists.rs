//! The demo's word list, and its leaders: people there are none of.

use content::leader::{self, LeaderInput};
use content::word_list;
use platform::CountyId;
use time::macros::date;

use crate::Fault;
use crate::core::Core;

const WORDS: &str = include_str!("../../demo/words.csv");
const LEADERS: [(&str, &str); 2] = [("示例甲", "县委书记"), ("示例乙", "县长")];

/// Loads both for one county, as its administrator would.
pub(super) async fn load(core: &Core, county: CountyId) -> Result<(), Fault> {
    let operator = core.operator(county);
    let mut tx = core.database.begin(operator.caller()).await?;
    let words = word_list::read(WORDS.as_bytes())?;
    word_list::apply(&mut tx, &operator, None, ("words.csv", words), 0, false).await?;
    for (position, (name, post)) in (1..).zip(LEADERS) {
        let (name, posts, starts_on) = (name.to_owned(), vec![post.to_owned()], date!(2026 - 01 - 01));
        leader::add(&mut tx, &operator, LeaderInput { name, posts, position, starts_on, ends_on: None }).await?;
    }
    Ok(tx.commit().await?)
}
