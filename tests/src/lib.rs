//! What the end-to-end tests share: servers and wallets that run as processes, and what they answer.
