//! What each fuzz target does with its bytes: parse them, and insist on what must hold of whatever parses. The functions
//! stand here rather than in `bin/`, so that `tests/formats` can take this file in as a module and run them over the seeds in
//! every test run, without a fuzzer; hence paths by `super`.
//! How to run and add one: README.md.

pub mod answers;
pub mod crypto;
pub mod doors;
pub mod pdf;
pub mod protocol;
pub mod qr;
pub mod records;
pub mod rendezvous;
pub mod signed;
pub mod smart;
pub mod tlog;
pub mod wallet;

/// A target: it panics when what must hold does not.
pub type Target = fn(&[u8]);

/// Every target under the name of its binary and of its folder in `corpus/`.
pub const TARGETS: [(&str, Target); 65] = [
    ("access_root", protocol::access_root),
    ("add_checkpoint", tlog::add_checkpoint),
    ("admission", protocol::admission),
    ("age_file", crypto::age_file),
    ("answers", answers::answers),
    ("archive", records::archive),
    ("backup", wallet::backup),
    ("batch", protocol::batch),
    ("bundle", tlog::bundle),
    ("card", protocol::card),
    ("card_box", protocol::card_box),
    ("checkpoint", tlog::checkpoint),
    ("consent", protocol::consent),
    ("emergency_card", protocol::emergency_card),
    ("entry", protocol::entry),
    ("fhir", records::fhir),
    ("frame", protocol::frame),
    ("grant_index", wallet::grant_index),
    ("handed_in", doors::handed_in),
    ("health_card", smart::health_card),
    ("health_code", smart::health_code),
    ("health_file", smart::health_file),
    ("health_keys", smart::health_keys),
    ("health_link", smart::health_link),
    ("health_manifest", smart::health_manifest),
    ("http_signature", protocol::http_signature),
    ("ledger_door", doors::ledger),
    ("key_list", protocol::key_list),
    ("key_set", protocol::key_set),
    ("link", protocol::link),
    ("manifest", protocol::manifest),
    ("messages", protocol::messages),
    ("ndjson", records::ndjson),
    ("note", tlog::note),
    ("note_key", tlog::note_key),
    ("notices", protocol::notices),
    ("origin", protocol::origin),
    ("parcel", protocol::parcel),
    ("part", protocol::part),
    ("pdf_render", pdf::render),
    ("pdf_summary", pdf::summary_pdf),
    ("phrase", crypto::phrase),
    ("policy", tlog::policy),
    ("qr_frame", qr::frame),
    ("qr_picture", qr::picture),
    ("receipt", protocol::receipt),
    ("recipient", crypto::recipient),
    ("relay_door", doors::relay),
    ("rendezvous", rendezvous::rendezvous),
    ("report", protocol::report),
    ("retention", protocol::retention),
    ("rotation", protocol::rotation),
    ("shares", records::shares),
    ("signed_time", protocol::signed_time),
    ("spoken", crypto::spoken),
    ("statement", protocol::statement),
    ("status_delta", protocol::status_delta),
    ("status_list", protocol::status_list),
    ("terms", protocol::terms),
    ("tile", tlog::tile),
    ("tile_path", tlog::tile_path),
    ("timestamp", protocol::timestamp),
    ("token", protocol::token),
    ("tlog_proof", tlog::tlog_proof),
    ("views", records::views),
];
