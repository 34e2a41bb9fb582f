//! Starts a server in a folder and holds it: `cargo run -p embedded-postgres --example hold -- FOLDER`.

use embedded_postgres::{Config, EmbeddedPostgres};

fn main() -> Result<(), embedded_postgres::Error> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| ".juzhen/pg".into());
    let postgres = EmbeddedPostgres::start(&Config::durable(folder))?;
    println!("{}", postgres.owner_url());
    loop {
        std::thread::park();
    }
}
