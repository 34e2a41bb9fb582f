//! Claims that cross crates, in one binary. Each module is an area; each test is named for what it claims.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

mod audit_chain;
mod bad_input;
mod both_desks;
mod calendar;
mod callback;
mod catalogue;
mod co_sign;
mod collection;
mod collector;
mod conformance;
mod content;
mod county;
mod delegation;
mod desk;
mod editing;
mod faults;
mod i7;
mod interaction;
mod isolation;
mod letter_journey;
mod media;
mod media_door;
mod my_work;
mod outlets;
mod override_debt;
mod oversight;
mod press;
mod previews;
mod printing;
mod public;
mod publishing_rules;
mod review;
mod rota_and_directory;
mod search;
mod statements;
mod stories;
mod story;
mod subscriptions;
mod taking_back;
mod tenancy_rules;
mod traces;
mod wechat_journey;
mod word_lists;
mod world;
