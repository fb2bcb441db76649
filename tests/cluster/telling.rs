//! What front ends tell each other: only what somebody waits for. PostgreSQL writes what is told one after the other, so whoever uploads
//! tells nothing.

use std::time::Duration;

use keepwell_cluster::{Database, Hearing};
use keepwell_protocol::relay_api::Action;

use crate::{
    postgres::Postgres,
    relays::{Grant, ORIGIN, Via, two},
    world::World,
};

/// Longer than what is told is on its way.
const SOON: Duration = Duration::from_secs(2);

#[test]
fn nobody_is_told_of_a_new_mailbox_or_an_upload_and_everybody_of_a_pause() {
    let Some(world) = World::running("relay", ORIGIN) else {
        return;
    };
    let nodes = two(&world);
    let [one, other] = nodes.each_ref().map(Via::to);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let connection = Postgres::connection(world.own.ports().0, &world.own.name);
    let database = Database::parse(&connection, None).expect("an address");
    let hearing = runtime.block_on(Hearing::open(&database));
    let hearing = hearing.expect("a line");
    let heard = || runtime.block_on(hearing.hear(SOON)).expect("it is there");
    let grant = Grant::made(&one, None);
    grant.upload(&one, b"bundle");
    grant.upload(&other, b"another one");
    assert_eq!(heard(), [""; 0]);
    grant.act(&one, Action::Pause);
    assert_eq!(heard(), [grant.id.to_string()]);
    grant.act(&other, Action::Close);
    assert_eq!(heard(), [grant.id.to_string()]);
}
