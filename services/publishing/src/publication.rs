//! 公开稿件: what the public reads of a release on our own channels.
