//! Writing a policy, so that a log can publish the one it holds itself to. Comments and spacing of a file that was read
//! are not kept; what it means is.

use super::{NONE, Policy, Voter};

impl Policy {
    /// The policy as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut lines: Vec<Vec<&[u8]>> = Vec::new();
        let logs: Vec<String> = self.logs.iter().map(|log| log.key.to_string()).collect();
        for (log, key) in self.logs.iter().zip(&logs) {
            lines.push(vec![b"log", key.as_bytes(), &log.url]);
        }
        let numbers: Vec<String> = self.voters.iter().map(number_or_key).collect();
        for (voter, text) in self.voters.iter().zip(&numbers) {
            lines.push(match voter {
                Voter::Witness(witness) => {
                    vec![b"witness", &witness.name, text.as_bytes(), &witness.url]
                }
                Voter::Group { name, members, .. } => {
                    let names = members.iter().filter_map(|place| self.voters.get(*place));
                    let mut words: Vec<&[u8]> = vec![b"group", name, text.as_bytes()];
                    words.extend(names.map(Voter::name));
                    words
                }
            });
        }
        let decides = self.quorum.and_then(|place| self.voters.get(place));
        lines.push(vec![b"quorum", decides.map_or(NONE, Voter::name)]);
        lines.iter().flat_map(|words| line(words)).collect()
    }
}

fn number_or_key(voter: &Voter) -> String {
    match voter {
        Voter::Witness(witness) => witness.key.to_string(),
        Voter::Group { threshold, .. } => threshold.to_string(),
    }
}

/// Words with a space between, without the empty ones.
fn line(words: &[&[u8]]) -> Vec<u8> {
    let words: Vec<&[u8]> = words.iter().copied().filter(|w| !w.is_empty()).collect();
    let mut line = words.join(&b' ');
    line.push(b'\n');
    line
}
