# unreviewed

share-who-title = 给谁看？
share-who-met = 您认识的诊所
share-who-met-hint = { $what }，{ $length }
share-who-again = 与上次相同：{ $what }，{ $length }
share-who-others = 其他人
share-who-scan = 扫诊所的码
share-who-scan-hint = 用相机、图片、链接或文件
share-who-first = 任何拿到码的人
share-who-first-hint = 第一个扫码的人会问您。您答应或拒绝。
share-who-spoken = 诊所没有码可扫
share-who-spoken-hint = 一个动态码，加上您说出的六个词。不需要网络。
share-who-riskier = 风险较高
share-who-visit = 为了什么？
share-who-visit-hint = 自动填好答案，您可以更改。
share-scan-title = 扫诊所的码
share-scan-lead = 它在诊所前台或屏幕上。
share-scan-start = 使用相机
share-scan-stop = 关闭相机
share-scan-file = 选择图片或文件
share-scan-looking = 正在找码。请把它放在相机前。
share-scan-none = 这里不能用相机。请用别的方法。
share-scan-view = 相机画面
share-scan-link = 诊所的链接
share-scan-look = 读取链接
share-scan-reading = 正在读码……
share-clinic-title = 是这家诊所吗？
share-clinic-check = 核对字母
share-clinic-check-hint = 必须与诊所卡片上的一样。
share-clinic-listed = 在您信任的名单上
share-clinic-met = 与上次的钥匙相同
share-clinic-new = 第一次见
share-clinic-new-hint = 我们不知道这个码是谁做的。分享前请核对字母。
share-clinic-yes = 是这家诊所
share-clinic-no = 不是，再扫一次
share-key-title = 这家诊所的钥匙与上次不同
share-key-stopped = 已停在这里。没有分享任何内容。
share-key-why = 可能的原因
share-key-new = 诊所换了新钥匙。会发生，但不常见。
share-key-false = 有人冒充这家诊所。
share-key-do = 您可以做什么
share-key-call = 当面或拨打您知道的电话询问诊所。
share-key-forget = 如果确实换了钥匙：在设置里移除旧的，再扫一次。
share-key-kept = 您的其他分享保持不变。
share-key-leave = 离开
share-key-other = 扫另一个码

share-withdrawn-title = 这家诊所不再使用这个码
share-withdrawn-why = 这是什么意思
share-withdrawn-key = 诊所撤回了这个码。别人可能有它的钥匙。
share-withdrawn-right = 诊所这样做是对的。您没有做错什么。
share-withdrawn-ask = 请向诊所要新的码，再扫那个码。
share-withdrawn-look = 您用旧码分享过吗？请查看，不确定就停止。
share-withdrawn-other = 扫新的码
share-what-title = 他们能看到什么？
share-what-summary = 摘要
share-what-summary-hint = 过敏、药物、疾病、疫苗和最近的结果
share-what-everything = 全部
share-what-everything-hint = 所有记录和文件
share-what-chosen = 我来选
share-what-chosen-hint = 按部分，或逐条选择
share-what-deidentified = 不带姓名
share-what-deidentified-hint = 去掉姓名、地址、自由文字和文件。日期变得粗略。
share-what-claim = 只给理赔需要的
share-what-claim-hint = 您选择记录。别的都不给。
share-what-sections = 部分
share-what-one = 在{ $section }中选择
share-what-each = 逐条
share-what-pick = 选择记录
share-what-picked = { $count ->
    [0] 还没有选择记录
   *[other] 已选 { $count } 条记录
}
share-what-picked-done = { $count ->
    [0] 完成
   *[other] 完成：{ $count } 条记录
}
share-what-some = 已选 { $chosen }，共 { $count }
share-what-count = { $count ->
   *[other] { $count } 条记录
}
share-what-find = 查找记录
share-what-found = { $count ->
    [0] 没有找到记录。
   *[other] 找到 { $count } 条记录。多输入一些可以少看一些。
}
share-what-nothing = 请至少选一条记录。
share-what-private = 私密内容
share-what-private-hint = 不选就不给。诊所不会知道有内容没给。
share-what-private-none = 我们查找 5 类私密内容。您选的内容里没有。
share-what-private-miss = 我们可能会漏。分享前请看看他们会看到什么。
share-what-shown = 给看
share-what-hidden = 不给看
share-long-title = 多长时间？
share-long-other = 其他时间
share-long-other-hint = 最长 30 天
share-long-number = 数量
share-long-unit = 小时或天
share-long-unit-hours = 小时
share-long-unit-days = 天
share-long-too = 请选 1 小时到 30 天。
share-long-ends-today = 今天 { $time } 结束
share-long-ends-tomorrow = 明天 { $time } 结束
share-long-ends-day = { $day } { $time } 结束
share-long-more = 更多选择
share-long-openings = 可以打开几次？
share-long-any = 不限次数
share-long-times = { $count ->
   *[other] { $count } 次
}
share-long-offline = 连不上日志时也可打开
share-long-offline-hint = 适合网络差的地方。但您停止后，他们可能晚些才知道。
share-check-title = 核对，然后分享
share-check-who = 谁能看
share-check-first = 第一个扫码的人
share-check-first-note = 他们先问您。您答应之前不分享任何内容。
share-check-spoken-note = 没有这些词，谁也打不开。
share-check-what = 他们看到什么
share-check-hidden = 不给看：{ $groups }
share-check-let-in = 给看的私密内容：{ $groups }
share-check-long = 多长时间
share-check-times = { $count ->
   *[other] 可以打开 { $count } 次
}
share-check-offline = 连不上日志时也可以
share-check-change-who = 更改谁能看
share-check-change-what = 更改看到什么
share-check-change-long = 更改时间
share-note = 您随时可以停止。如果他们在开放时保存或打印了副本，我们收不回那份副本。
share-check-log = 这会写进您的日志。
share-check-code = 出示码
share-check-send = 现在分享
share-preview-title = 他们会看到的内容
share-preview-open = 查看他们到底会看到什么
share-preview-pdf = 同样内容的 PDF，供阅读或打印
share-preview-changes = 已改动，使其不指向您
share-preview-empty = 不会分享任何内容。请更改他们看到的内容。
share-preview-all = 显示全部 { $count } 条
share-change-names = 指向您的姓名和号码已去掉。
share-change-addresses = 地址已去掉。
share-change-dates = 日期变得粗略。
share-change-text = 自由文字已去掉。
share-change-documents = 文件已去掉。
share-change-other = 有些细节已去掉或变得粗略。
share-code-title = 您的码
share-code-show = 请让诊所扫这个码。
share-code-alt = 给 { $clinic } 的码
share-code-small = 除了这家诊所，这个码对别人无效。
share-moving = 那里没有网络？显示动态码
share-moving-title = 动态码
share-moving-show = 请对着诊所的摄像头约 { $seconds } 秒，直到他们的屏幕显示。双方都不需要网络。
share-moving-pause = 停住
share-moving-go = 继续
share-spoken-name = 听到六个词的人
share-spoken-show = 请对着诊所的摄像头约 { $seconds } 秒，直到他们的屏幕询问词语。
share-spoken-alt = 动态码
share-spoken-say = 然后说出这六个词
share-spoken-label = 六个词
share-spoken-note = 拍到码又听到词的人就能打开。只在诊所里说。
share-phase-sending = 正在发送……
share-phase-sending-note = 稍后诊所就能打开。
share-phase-unsent = 尚未发送
share-phase-unsent-note = 没有网络。一有网络就发送。Keepwell 关闭或锁定时不发送任何内容。
share-phase-waiting = 等待诊所
share-phase-waiting-note = 他们打开时，这一页会自动变化。
share-phase-scanned = 码已被扫
share-phase-scanned-note = { $clinic } 已取走您的病历。还没有告诉我们已显示在屏幕上。
share-phase-open = 他们已打开
share-phase-open-note = { $clinic } 于 { $time } 打开了您的病历。
share-phase-left = 他们已关闭
share-phase-left-note = { $clinic } 于 { $time } 打开了您的病历。他们可以再次打开。
share-phase-paused = 已暂停
share-phase-paused-note = 在您允许继续之前，他们打不开。
share-phase-stopping = 停止还没有发送
share-phase-stopping-note = 您的设备连上网之前，他们仍能打开。我们会立刻发送。
share-phase-stopped = 已停止
share-phase-stopped-note = 他们不能再打开。
share-phase-ended = 已结束
share-phase-ended-note = { $length }已过。他们不能再打开。
share-phase-used = 次数已用完
share-phase-used-note = 他们已打开您允许的次数。
share-fact-scanned = 码已被扫
share-fact-key = 诊所的钥匙相符
share-fact-shown = 他们告诉我们：已显示在屏幕上
share-fact-log = 已写进您的日志
share-code-link = 复制链接
share-code-leave = 完成，保持开放
share-code-copied = 链接已复制。请在 60 秒内粘贴，之后我们会清除。
share-code-delivered = 正在送往诊所的屏幕。
share-first-title = 出示这个码
share-first-lead = 第一个扫码的人会问您。您答应之前不分享任何内容。
share-first-alt = 给第一个扫码的人的码
share-first-ring = 新码
share-first-waiting = 等待有人扫码
share-first-renews = { $seconds ->
   *[other] { $seconds } 秒后换新码，这样没人能用这个码的照片。
}
share-first-new = 这是新码。
share-words-title = 诊所屏幕上是这些词吗？
share-words-who = { $clinic } 请求查看您的病历。
share-words-yes = 是，词一样
share-words-note = 有一个词不同就选“否”。那样不会分享任何内容。
share-words-nothing = 还没有分享任何内容。
share-refused-title = 没有分享任何内容
share-refused-note = 您选了“否”。这个码已失效。
share-failed-title = 没有成功
share-failed-note = 没有分享任何内容。
share-failed-again = 做一个新码
share-failed-leave = 离开

share-who-link = 诊所没有 Keepwell
share-who-link-hint = 创建链接。有链接的人都能打开您的摘要。
