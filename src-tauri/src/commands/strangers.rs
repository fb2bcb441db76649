//! What others hand over: links that are followed, and who signed a card. Servers of others are asked here and nowhere else,
//! because the person pressed a button.

use keepwell_wallet::{
    followed,
    records::{self, RecordId, Trust},
    strangers::{Strangers, reach},
};
use tauri::command;
use zeroize::Zeroizing;

use super::{
    Shared, beside,
    import::{LINK, take_in},
};
use crate::{
    clock,
    desk::ROUND,
    failure::Failure,
    shown::{
        import::{ImportReport, PersonChoice},
        link::FollowedLink,
        signed::CheckedCard,
    },
};

/// Lists the links that are followed.
#[command]
#[specta::specta]
pub(crate) async fn followed_links(session: Shared<'_>) -> Result<Vec<FollowedLink>, Failure> {
    beside(session, |session| {
        session.with_vault(|vault| {
            let all = followed::list(vault)?;
            Ok(all.into_iter().map(FollowedLink::of).collect())
        })
    })
    .await
}

/// Takes in once more what is behind a link that is followed.
#[command]
#[specta::specta]
pub(crate) async fn update_followed(
    session: Shared<'_>,
    id: String,
    passcode: Option<String>,
    person: PersonChoice,
) -> Result<ImportReport, Failure> {
    let passcode = passcode.map(Zeroizing::new);
    beside(session, move |session| {
        let text = session.with_vault(|vault| Ok(followed::text(vault, &id)?))?;
        take_in(session, LINK, text.as_bytes(), passcode.as_ref(), person)
    })
    .await
}

/// Follows a link no longer.
#[command]
#[specta::specta]
pub(crate) async fn stop_following(session: Shared<'_>, id: String) -> Result<(), Failure> {
    beside(session, move |session| {
        session.with_vault(|vault| Ok(followed::forget(vault, &id)?))
    })
    .await
}

/// Checks who signed the cards and certificates in a document; issuers of cards are asked for their keys.
#[command]
#[specta::specta]
pub(crate) async fn check_card(
    session: Shared<'_>,
    id: String,
) -> Result<Vec<CheckedCard>, Failure> {
    let id: RecordId = id.parse()?;
    beside(session, move |session| {
        session.with_vault(|vault| {
            let transport = session.transport.reaching(reach(vault)).within(ROUND);
            let strangers = Strangers {
                transport: &transport,
                now: &clock::now,
            };
            let checked = records::check_signed(vault, &[id], &Trust::default(), &strangers)?;
            Ok(checked.into_iter().map(CheckedCard::of).collect())
        })
    })
    .await
}
