//! 检索: what pieces and files say, cut into words. PostgreSQL finds them under the caller's row security; what a word is,
//! is decided here, by one dictionary for what is kept and for what is asked.

mod found;
mod index;
mod saved;
mod words;

pub use found::{Bit, Found, found};
pub use index::{INDEX, cut, forget_words, run as index, schedule as schedule_index};
pub use saved::{ForgetError, List, MOST_SAVED, SaveError, SavedSearch, SavedSearchId, forget, list as saved, save};
pub(crate) use words::{folded, terms};
pub use words::{query, read_dictionary, vector};
