//! 微信回调: who is calling, what they say, and what they are answered within five seconds.

mod answer;
mod callback;
pub mod crypto;
mod message;
mod receive;
pub mod signature;
mod store;

pub(crate) use store::{reserve, restore};

pub use answer::Answer;
pub use callback::{CallbackError, Delivery, MAX_BODY, take, verify};
pub use message::MessageError;
