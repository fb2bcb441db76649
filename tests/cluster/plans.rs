//! PostgreSQL compiles statements whose plans look dear, each time that they run. Ours only look so, and what it would cost is a
//! hundred times what they do: so no session has it.

use std::{fs, time::Duration};

use keepwell_client::transport::Method;
use keepwell_protocol::ledger_api::ENTRIES_PATH;

use crate::{load::grant, waiting::wait_until, world::World};

#[test]
fn nothing_is_compiled_for_a_commit() {
    let Some(world) = World::new() else { return };
    for set in [
        "session_preload_libraries = 'auto_explain'",
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_analyze = on",
        // Whoever has it on has everything compiled.
        "jit_above_cost = 0",
    ] {
        let name = &world.own.name;
        world.own.ask(&format!("ALTER DATABASE {name} SET {set}"));
    }
    let node = world.node("one", true);
    let posted = node.ask(Method::Post, ENTRIES_PATH, grant(1).as_bytes());
    assert_eq!(posted.expect("an answer").status, 201);
    let log = || fs::read_to_string(world.own.services.log()).expect("its log");
    // Records are dropped by the keeper, five seconds later.
    for what in ["INSERT INTO commits", "FROM waiting", "DELETE FROM commits"] {
        wait_until(Duration::from_secs(60), "its plan is in the log", || {
            log().contains(what)
        });
    }
    assert!(!log().contains("JIT:"), "a statement was compiled");
}
