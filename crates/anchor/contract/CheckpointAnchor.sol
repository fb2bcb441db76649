// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

/// Keeps the newest checkpoint of one log where the log's operator cannot change it: its size only grows, and one size
/// has one root for ever. Nothing about a person is in it: a size, a Merkle root, and the hash of a signed note.
contract CheckpointAnchor {
    /// SHA-256 of the log's verifier key, as text: which log this is.
    bytes32 public immutable log;
    /// Who may add to it: the account that put the contract on the chain.
    address public immutable owner;

    uint64 private newestSize;
    bytes32 private newestRoot;
    bytes32 private newestNote;

    /// A checkpoint was put here.
    event Anchored(uint64 indexed size, bytes32 root, bytes32 note);

    /// Somebody else may not add to it.
    error NotOwner();
    /// A smaller log than the one that is here.
    error Rollback(uint64 size);
    /// The same size with another root: a second history.
    error Equivocation(uint64 size, bytes32 root);

    constructor(bytes32 log_) {
        log = log_;
        owner = msg.sender;
    }

    /// Puts a checkpoint here. The newest one once more changes nothing.
    function anchor(uint64 size, bytes32 root, bytes32 note) external {
        if (msg.sender != owner) revert NotOwner();
        if (size < newestSize) revert Rollback(newestSize);
        if (size == newestSize) {
            if (root != newestRoot) revert Equivocation(newestSize, newestRoot);
            return;
        }
        newestSize = size;
        newestRoot = root;
        newestNote = note;
        emit Anchored(size, root, note);
    }

    /// The newest checkpoint; size 0 where there is none yet.
    function newest() external view returns (uint64 size, bytes32 root, bytes32 note) {
        return (newestSize, newestRoot, newestNote);
    }
}
