//! 主流媒体: outlets that subscribe to topics, and the deliveries they get.
