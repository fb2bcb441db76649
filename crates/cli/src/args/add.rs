//! Arguments of `keepwell wallet add`.

use clap::{Args, ValueEnum};

/// Adds a record by hand.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  keepwell wallet add allergy --name 'Wasp venom' --detail 'swollen throat' --severe --since 2019-03
  keepwell wallet add medicine --name 'Ibuprofen 400 mg' --detail '1 tablet when in pain'
  keepwell wallet add person --name 'Mira Okonjo' --since 1984-02-03")]
pub(crate) struct AddRecord {
    /// What it is
    pub kind: ByHand,
    /// Of what, which medicine, or your whole name
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// How the allergy shows, or how much of the medicine is taken and when
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub detail: String,
    /// The allergy was or could become dangerous
    #[arg(long)]
    pub severe: bool,
    /// Since when, or when you were born: 2019, 2019-03 or 2019-03-14
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
}

/// What can be added by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByHand {
    /// Something you do not tolerate
    Allergy,
    /// Something you take
    Medicine,
    /// Who you are, where no record says it
    Person,
}
