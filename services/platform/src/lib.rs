//! What every service stands on: the door to tenant data, ids, the clock, error codes, jobs, the outbox, secrets,
//! configuration and telemetry. It knows no service.

mod caller;
mod clock;
mod database;
mod error;
mod ids;
mod tenant_tx;

pub mod audit;
pub mod config;
pub mod facts;
pub mod jobs;
pub mod mask;
pub mod migrations;
pub mod outbound;
pub mod outbox;
pub mod page;
pub mod secrets;
pub mod settings;
pub mod telemetry;
pub mod webhook;
pub mod workdays;

pub use caller::{Caller, Path, Reach};
pub use clock::Clock;
pub use database::{Database, DatabaseError, SystemTx};
pub use error::{Code, FieldError, Invalid, Refusal, Storage};
pub use ids::{CountyId, DepartmentId, PersonId};
pub use tenant_tx::TenantTx;
