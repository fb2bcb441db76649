# unreviewed

home-hello = 您好，{ $name }
home-hello-nobody = 您好
home-emergency = 急救
home-travel = 旅行
home-share = 与诊所分享
home-open = { $count ->
   *[other] { $count } 家诊所能看到您的病历
}
home-open-none = 现在没有人能打开您的病历
home-none-fetch = 现在没有人能取得您的病历
home-open-no-one-else = 别人都打不开。
home-open-all = 查看全部 { $count } 个
home-opened = { $count ->
    [0] 还没有打开过
   *[other] 打开过 { $count } 次
}
home-paused = 已暂停：他们现在打不开
home-not-sent = 尚未发送。有网络时就会发出。
home-stopping = 停止还没有发送。您的设备连上网之前，他们仍能打开。
home-starts = 开始：{ $when }
home-ring = { $clinic } 的剩余时间
home-review = 谁能看到我
home-left-copies = { $count ->
   *[other] 诊所告诉我们保存了 { $count } 份副本。
}
home-left-offline = { $count ->
   *[other] { $count } 个已停止的共享在没有网络的电脑上可能还能打开。最晚结束：{ $until }。
}
home-left-links = { $count ->
   *[other] 仍有 { $count } 个链接，谁拿到谁就能用。
}
home-log-bad = 日志与您的设备看到的不一致
home-log-look = 看看该怎么做
home-backup-title = 未备份
home-backup-words = 请核对您的 12 个词，否则设备丢了病历也丢了。
home-backup-file = 请保存备份文件，否则设备丢了病历也丢了。
home-backup-do = 现在备份
home-words-due = 您上次核对恢复词是在 { $date }
home-words-due-note = 那张纸还在吗？请再核对一次。
home-sample = 这份记录中有虚构的数据。
home-sample-remove = 移除示例
home-sample-removed = 示例已移除。
home-allergy = { $name }
home-allergy-severe = { $name }：严重
home-no-known-allergies = 无已知过敏
home-no-known-allergies-note = 有一条记录这样写：{ $source }
home-allergies-none = 病历里没有过敏
home-allergies-none-note = 这不表示您没有过敏。
home-some = { $first }，另有 { $count } 项
home-latest = 最近：{ $what }，{ $date }
home-latest-undated = 最近：{ $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit }：{ $flag }
home-first-title = 添加第一条记录
home-first-file = 文件或照片
home-first-file-note = 来自诊所、健康应用，或拍下的信件
home-first-hand = 自己输入
home-first-hand-note = 过敏或药物
home-happened = 发生了什么
home-happened-none = 还没有发生什么。
