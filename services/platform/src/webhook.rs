//! Standard Webhooks, as we send them and as we take them: secrets, signatures, one attempt at an endpoint, and what follows
//! from what it met.

mod declined;
mod endpoint;
mod outcome;
mod post;
mod secret;
mod signature;

pub use declined::{Declined, Field};
pub use endpoint::fault;
pub use outcome::{Answer, Outcome, judge};
pub use post::{Message, Met, post};
pub use secret::{NewSecret, keys_in_force};
pub use signature::{Disbelief, Signed, TOLERANCE, sign, verify};
