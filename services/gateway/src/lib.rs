//! The door: HTTP, three GraphQL schemas, sessions, limits, feeds and callbacks. It holds no rule of a service.
// The roots of every area are merged one inside the other, and each adds a level to the type of a request's answer.
#![recursion_limit = "256"]

mod api_error;
mod bell;
mod http;
mod limiter;
mod pictures;
mod request;
mod services;
mod typesetting;
mod watch;

pub mod console;
pub mod graphql;
pub mod oversight;
pub mod public;

pub use bell::Bell;
pub use http::router;
pub use services::Services;
