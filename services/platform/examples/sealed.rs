//! New secrets for the bench to load, sealed to the places named: `sealed PLACE…`, a line of hexadecimal digits for each.

use platform::secrets::Vault;
use platform::webhook::NewSecret;
use secrecy::SecretString;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vault = Vault::new(&SecretString::from(std::env::var("JUZHEN_SECRETS_KEY")?))?;
    for place in std::env::args().skip(1) {
        println!("{}", hex::encode(NewSecret::draw(&vault, &place)?.sealed));
    }
    Ok(())
}
