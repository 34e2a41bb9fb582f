//! `juzhen demo`: the demo's counties and people, in a database that is there already.

use clap::Args;
use platform::Clock;
use tenancy::second_factor::{Secret, step_of};

use crate::core::Core;
use crate::{Fault, demo};

/// What of the demo.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// 只打印演示手机现在的验证码 Print the code that the phones of the demo's principals show now, and load nothing.
    #[arg(long)]
    code: bool,
}

/// Loads what is not there yet.
pub(crate) async fn run(arguments: Arguments) -> Result<(), Fault> {
    if arguments.code {
        let secret = Secret::parse(&demo::second_factor()?).ok_or("demo: the second factor is no base32")?;
        println!("{}", secret.code(step_of(Clock::default().now())));
        return Ok(());
    }
    let config = super::given()?;
    super::need_database(&config)?;
    let core = Core::connect(&config).await?;
    demo::load(&core, &config).await?;
    Ok(())
}
