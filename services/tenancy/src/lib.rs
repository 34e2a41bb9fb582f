//! Who is who: regions and departments, people and their roles, what a principal delegates, sign-in, sessions and second factors, tokens,
//! and what a county grants.

mod action;
mod actor;
mod policy;
mod role;

pub mod delegation;
pub mod grant;
pub mod password;
pub mod person;
pub mod region;
pub mod second_factor;
pub mod session;
pub mod token;

pub use action::Action;
pub use actor::{Actor, Membership, Refused, Scope, reach_of};
pub use policy::{Policy, PolicyError};
pub use role::Role;
