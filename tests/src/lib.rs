//! The harness of the journeys: a world of its own for each test, with the real binary in it.
//!
//! ```no_run
//! # async fn example() {
//! let world = tests::World::new().await;
//! let app = world.serve().await;
//! let editor = app.sign_in("health.editor").await;
//! let me = editor.gql("{ me { person { name } } }", serde_json::json!({})).await.data();
//! # }
//! ```
#![expect(clippy::expect_used, clippy::panic, reason = "what goes wrong in a harness fails the test that uses it")]

mod answer;
mod app;
mod example;
mod listener;
mod process;
mod sandbox;
mod session;
mod wait;
mod world;

pub use answer::Answer;
pub use app::App;
pub use example::Example;
pub use listener::{Listener, Via};
pub use process::Process;
pub use sandbox::Sandbox;
pub use session::{Session, Surface};
pub use wait::until;
pub use world::World;

/// The county most tests are about.
pub const NEIXIANG: i32 = 411_325;
/// The other county of the demo, which must see nothing of it.
pub const XIXIA: i32 = 411_323;
/// The province both granted a view.
pub const HENAN: i32 = 410_000;
/// The password of everyone in the demo.
pub const PASSWORD: &str = "Juzhen-2026";
/// What the phones of the demo's principals hold.
pub const SECOND_FACTOR: &str = "JUZHENDEMOKEYFORPHONESONLYABCDEF";
