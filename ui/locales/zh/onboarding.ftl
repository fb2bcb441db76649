# unreviewed

onboarding-welcome-title = 您的病历，由您自己掌管
onboarding-welcome-own = 您保管
onboarding-welcome-own-note = 病历在这台设备上，用只有您才有的钥匙锁住。
onboarding-welcome-share = 您分享
onboarding-welcome-share-note = 向诊所出示一个码。他们只在您定的时间内看到您选的内容。
onboarding-welcome-stop = 您停止
onboarding-welcome-stop-note = 查看谁看过。随时一点即停。
onboarding-welcome-make = 创建我的病历夹
onboarding-welcome-restore = 我有恢复词
onboarding-language = 语言
onboarding-key-title = 创建您的钥匙
onboarding-key-lead = 设一个口令。它在这台设备上打开您的病历。
onboarding-key-passphrase = 口令
onboarding-key-passphrase-hint = 四个或更多只有您会连在一起的词。没有人能重新发给您。
onboarding-key-again = 再输入一次
onboarding-key-different = 两次的口令不一样。
onboarding-key-short = 至少 8 个字符。四个词更好。
onboarding-key-store = 也用这台设备打开
onboarding-key-store-note = 您的指纹、面容或这里的登录也能打开病历夹。
onboarding-key-server = 服务器
onboarding-key-server-title = 服务器：{ $server }
onboarding-key-server-note = 它转交您分享的内容，全程上锁，读不了。您可以换别的服务器。
onboarding-key-button = 创建我的钥匙
onboarding-words-title = 把这些词写在纸上
onboarding-words-lead = 第 { $from } 到 { $to } 个词，共 { $all } 个。写下序号和词。
onboarding-words-only = 只有您有这些词。
onboarding-words-only-note = 我们看不到，也造不出新的。设备和词都丢了，病历就没了。
onboarding-words-list = 第 { $from } 到 { $to } 个词
onboarding-words-next = 我写好了
onboarding-words-later = 以后再做
onboarding-check-title = 第 { $number } 个词是哪一个？
onboarding-check-lead = 请看您写词的那张纸。这样可以确认：设备丢了您也能找回病历。
onboarding-check-chosen = 已选 { $done } 个，共 { $all } 个
onboarding-check-again = 再给我看一次这些词
onboarding-check-wrong = 三个词没有全对。请看您的纸，再试一次。
onboarding-check-choose = 请先选一个词。
onboarding-skip-title = 不核对就继续？
onboarding-skip-note = 如果现在丢了这台设备，病历就没了。没有人能替您找回。
onboarding-skip-mark = 做完之前，首页会一直显示“未备份”。
onboarding-skip-yes = 继续，不备份
onboarding-skip-no = 回到恢复词
onboarding-first-title = 添加第一条记录
onboarding-first-lead = 诊所、医院或健康应用给您的文件。
onboarding-first-later = 以后再做
onboarding-first-go = 去看我的病历
onboarding-restore-title = 找回您的病历
onboarding-restore-lead = 您需要写着恢复词的那张纸。备份文件会带回记录。
onboarding-restore-words = 恢复词
onboarding-restore-words-hint = 全部，按顺序，中间用空格。
onboarding-restore-file = 选择备份文件
onboarding-restore-file-hint = 没有它，只能找回钥匙，找不回记录。
onboarding-restore-file-chosen = 已选 { $file }
onboarding-restore-button = 找回
onboarding-restore-done = 病历已找回
onboarding-restore-records = { $count ->
    [0] 没有可找回的记录。
   *[other] 找回了 { $count } 条记录。
}
onboarding-restore-grants = { $count ->
    [0] 现在没有诊所能打开您的病历。
   *[other] 现在有 { $count } 家诊所能打开您的病历。
}
onboarding-unlock-title = 解锁
onboarding-unlock-lead = 您的病历在这台设备上是锁住的。
onboarding-unlock-passphrase = 口令
onboarding-unlock-button = 解锁
onboarding-unlock-store = 用这台设备打开
onboarding-unlock-forgot = 我忘了口令
onboarding-unlock-forgot-note = 没有人能重新发给您，但恢复词可以打开这个钱包。请照着纸上输入，再选一个新口令。病历保持原样。
onboarding-unlock-forgot-words = 纸也没有了？那就没有人能打开这份病历。
