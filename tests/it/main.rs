//! Claims that cross crates, in one binary. Each module is an area; each test is named for what it claims.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

mod audit_chain;
mod calendar;
mod callback;
mod catalogue;
mod conformance;
mod content;
mod county;
mod delegation;
mod desk;
mod faults;
mod interaction;
mod letter_journey;
mod media;
mod my_work;
mod outlets;
mod override_debt;
mod oversight;
mod press;
mod public;
mod publishing_rules;
mod review;
mod rota_and_directory;
mod story;
mod taking_back;
mod tenancy_rules;
mod wechat_journey;
mod world;
