# unreviewed

grants-title = 谁能看到我的病历
grants-now = 现在
grants-none = 没有人能看到您的病历。
grants-none-fetch = 现在没有人能取得您的病历。
grants-share = 与诊所分享
grants-open = { $count ->
   *[other] { $count } 家诊所能看到您的病历
}
grants-copies = { $count ->
    [0] 没有报告保存过副本。
   *[other] 他们告诉我们保存了 { $count } 份副本。我们删不了。
}
grants-offline = { $count ->
   *[other] 连不上日志时，有 { $count } 次分享可能被打开。
}
grants-links = { $count ->
   *[other] 有 { $count } 个开放链接，谁拿到谁就能用。
}
grants-review = 逐个检查
grants-review-hint = 查看谁有权限。保留或停止。
grants-stop-all = 全部停止
grants-past = 以前
grants-past-none = 您以前没有分享过。
grants-show-past = { $count ->
   *[other] 再显示 { $count } 个
}
grants-state-stopping = 停止尚未发送
grants-opened = { $count ->
    [0] 还没有打开过
   *[other] 打开过 { $count } 次
}
grants-opened-past = { $count ->
    [0] 没有报告打开过
   *[other] 打开过 { $count } 次
}
grants-stop-of = 停止 { $clinic } 的权限
grants-see = 查看 { $clinic }
grants-detail-until = 截至：{ $when }
grants-detail-made = 分享于：{ $when }
grants-detail-purpose = 用途：{ $purpose }
grants-detail-sees = 他们看到
grants-detail-saw = 他们当时能看到
grants-detail-records = { $count ->
   *[other] { $count } 条记录
}
grants-detail-code = 出示码
grants-detail-more-time = 延长时间
grants-detail-again = 再次与他们分享
grants-detail-pause = 暂停
grants-detail-resume = 允许继续
grants-detail-pending = 一有网络就发送。在那之前，对诊所没有变化。Keepwell 关闭或锁定时不发送任何内容。
grants-detail-paused-note = 暂停时他们打不开。时间照常计算。
grants-detail-stop = 停止权限
grants-detail-seen = 发生了什么
grants-detail-nothing = 还没有。他们打开时会显示在这里。
grants-detail-nothing-past = 没有报告打开过。
grants-detail-facts = 目前状况
grants-relay-waiting = 还没有全部发送到服务器
grants-relay-open = 服务器在转交
grants-relay-paused = 服务器已扣住
grants-relay-closed = 服务器已关闭
grants-log-waiting = 还没有写进您的日志
grants-log-granted = 您的日志写着：已分享
grants-log-stop_written = 您的日志写着：已停止
grants-detail-offline = 连不上日志时也可打开。
grants-event-opened = 他们打开了
grants-event-refused = 他们尝试打开：被阻止
grants-event-shown = 他们告诉我们：显示在屏幕上
grants-event-saved = 他们告诉我们：保存了副本
grants-event-printed = 他们告诉我们：打印了
grants-event-closed = 他们告诉我们：关闭了
grants-event-asked = 他们请求更多时间
grants-event-verified = 已证明：这家诊所的钥匙
grants-event-said = 未证明
grants-stop-title-done = 权限已停止
grants-stop-title-never = 从未发送
grants-stop-title-sending = 正在停止……
grants-stop-title-unsent = 停止还没有发送
grants-stop-title-closed = 已关闭，但还没写进日志
grants-stop-title-written = 已写进日志，但还没关闭
grants-stop-sub-done = { $time } · 已写进您的日志
grants-stop-sub-unsent = 我们会立刻发送。
grants-stop-sub-sending = 正在发送停止。
grants-stop-sub-closed = 我们在继续尝试。
grants-stop-sub-written = 我们在继续尝试。
grants-stop-done = 他们不能再打开。
grants-stop-done-more = 链接和码都已失效。
grants-stop-never = 没有人能打开过。
grants-stop-never-more = 它没有离开过您的设备。
grants-stop-sending = 停止送达之前，他们仍能打开。
grants-stop-sending-more = 需要片刻。
grants-stop-unsent = 您的设备连上网之前，他们仍能打开。
grants-stop-unsent-more = Keepwell 关闭时不发送任何内容。
grants-stop-closed = 他们不能再取。
grants-stop-closed-more = 服务器已关闭。日志很快会有。
grants-stop-written = 日志写着已停止。
grants-stop-written-more = 但服务器还没关闭。查看日志的诊所不会打开。
grants-stop-unopened = 没有报告打开过。
grants-stop-seen = { $count ->
   *[other] 他们打开过 { $count } 次。
}
grants-stop-seen-more = 他们可能记得看到的内容。
grants-stop-saved = { $count ->
    [one] 他们告诉我们：{ $time } 保存了 1 份副本。
   *[other] 他们告诉我们：保存了 { $count } 份副本，最近一次 { $time }。
}
grants-stop-saved-untimed = { $count ->
   *[other] 他们告诉我们：保存了 { $count } 份副本。
}
grants-stop-saved-more = { $count ->
   *[other] 我们删不了。可能还有我们看不到的副本。
}
grants-stop-printed = { $count ->
   *[other] 他们告诉我们：打印了 { $count } 次。
}
grants-stop-printed-more = 纸我们收不回。
grants-stop-no-copy = 他们没有告诉我们有副本。
grants-stop-no-copy-more = 可能有我们看不到的副本。
grants-stop-offline = 没有网络的电脑可能仍能打开。
grants-stop-offline-more = 这是您允许的。最晚结束：{ $when }。
grants-stop-law = 诊所可能必须保留为您诊疗所用的内容。
grants-stop-again = 再次与他们分享
grants-stop-all-title = 全部停止？
grants-stop-all-note = { $count ->
   *[other] { $count } 家诊所有权限。它们将不能再打开您的病历。
}
grants-stop-all-yes = 是，全部停止
grants-stop-all-no = 保持不变
grants-stop-all-done = { $count ->
    [0] 已全部停止
   *[other] { $count } 个停止尚未发送
}
grants-stop-all-done-note = 现在没有人能打开您的病历。
grants-stop-all-copies = 已保存或打印的副本仍在他们那里。
grants-more-title = 延长时间
grants-asked-title = { $clinic } 请求更多时间
grants-asked-note = 请求时间：{ $when }。您不给，就什么都不变。
grants-more-again-title = 再次与他们分享
grants-more-note = { $clinic } 会得到新码。新码做好后旧码立即失效。
grants-more-again-note = { $clinic } 会得到新码。他们看到的与之前相同。
grants-more-show = 出示新码
grants-review-title = 保留还是停止？
grants-review-keep = 保留
grants-review-stop = 停止
grants-review-done = 您已看完所有人
grants-review-kept = { $count ->
    [0] 现在没有人能打开您的病历。
   *[other] 仍有 { $count } 家诊所能看到您的病历。
}
grants-review-stopped = { $count ->
   *[other] 您停止了 { $count } 个。
}
grants-review-unsent = { $count ->
   *[other] { $count } 个停止尚未发送。
}
grants-review-others = 能用您的设备或有您恢复词的人也能看到。
grants-history-title = 权限的经过
grants-history-label = { $count ->
   *[other] 自 { $from } 起 { $count } 家诊所。下面的表格内容相同。
}
grants-history-bar = 可以打开
grants-history-dot = 打开过
grants-history-cross = 已停止
grants-history-table = 用表格显示
grants-history-clinic = 诊所
grants-history-from = 开始
grants-history-end = 如何结束
grants-history-times = 打开次数
grants-history-now = 今天
grants-history-open = 仍开放
