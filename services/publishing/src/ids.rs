//! The ids of what is published, where, and to whom.

use platform::id_type;

id_type! {
    /// An account (账号) on a channel.
    AccountId
}
id_type! {
    /// A release (发布) of one approved revision.
    ReleaseId
}
id_type! {
    /// A release on one account.
    TargetId
}
id_type! {
    /// The public copy of a release on one of our own channels.
    PublicationId
}
id_type! {
    /// A media outlet (主流媒体).
    OutletId
}
id_type! {
    /// One release on its way to one outlet.
    DeliveryId
}
id_type! {
    /// A pause (暂停发布) of what goes out.
    PauseId
}
id_type! {
    /// A relay task (转载任务) of a county.
    RelayId
}
id_type! {
    /// What a region ordered of several counties at once.
    RelayOrderId
}
id_type! {
    /// A draw of some of a task's copies for a look.
    DrawId
}
id_type! {
    /// A connector (对接程序): another's program that publishes on other platforms.
    ConnectorId
}
id_type! {
    /// A page of an outlet that carries a piece (采用回执).
    PickupId
}
id_type! {
    /// What a person does where a platform lets nobody else (人工事项).
    TaskId
}
id_type! {
    /// A look at what is live (上线核对).
    ReadBackId
}
id_type! {
    /// What a reader wrote under a piece on WeChat.
    CommentId
}
