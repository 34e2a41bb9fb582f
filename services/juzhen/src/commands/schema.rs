//! `juzhen schema print`: the GraphQL contracts, as the code has them.

use std::io::Write as _;

use clap::{Subcommand, ValueEnum};

/// What to do with the contracts.
#[derive(Debug, Subcommand)]
pub(crate) enum Schema {
    /// 输出 SDL Print the SDL of one audience's schema.
    Print {
        /// 服务对象 The audience.
        #[arg(value_enum)]
        audience: Audience,
    },
}

/// Each audience has a schema of its own.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Audience {
    Console,
    Public,
    Oversight,
}

/// Prints it.
pub(crate) fn run(command: &Schema) -> std::io::Result<()> {
    let Schema::Print { audience } = command;
    let sdl = match audience {
        Audience::Console => gateway::console::schema(true).sdl(),
        Audience::Public => gateway::public::schema(true).sdl(),
        Audience::Oversight => gateway::oversight::schema(true).sdl(),
    };
    writeln!(std::io::stdout(), "{}", sdl.trim_end())
}
