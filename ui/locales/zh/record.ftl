# unreviewed

record-title = 我的病历
record-search = 全部搜索
record-search-hint = 过敏、药物、结果、信件……
record-found = { $count ->
    [0] 没有找到
   *[other] { $count } 条记录
}
record-view = 排列
record-view-sections = 按种类
record-view-timeline = 按日期
record-origin = 显示
record-origin-all = 全部
record-origin-imported = 来自文件
record-origin-added_by_me = 我添加的
record-add = 添加
record-empty-title = 这里还没有内容
record-empty = 添加文件、信件照片，或自己输入。
record-nothing-title = 没有找到
record-nothing = 换一个词，或查看全部记录。
record-no-date = 无日期
record-list = 第 { $from } 到 { $to } 条记录
record-severe = 严重
record-clinical-name = 医学名称
record-code = 诊所给的链接或二维码
record-source = 来源
record-date = 日期
record-imported = 添加于
record-file = 文件
record-details = 详情
record-raw = 原始数据
record-raw-note = 这是来源发来的内容，没有改动。
record-course = 变化
record-course-label = { $title }：{ $count } 个数值，最近一次 { $date }
record-shared = 谁看过
record-shared-none = 没有人。您没有分享过。
record-shared-opened = 已打开。您于 { $date } 给出。
record-shared-unopened = 未打开。您于 { $date } 给出。
record-sensitive = 分享时默认不给出，除非您选择：{ $group }
record-remove = 从病历夹移除
record-remove-title = 移除这一条？
record-remove-note = 它会从这台设备消失。分享出去的副本仍在诊所。
record-removed = 已移除。
record-document = 文件
record-document-save = 保存文件
record-document-saved = 已保存为 { $file }。
record-document-none = 这种文件无法在这里显示。
record-document-page = 第 { $page } 页，共 { $pages } 页
record-document-before = 上一页
record-document-after = 下一页
record-document-alt = { $name } 第 { $page } 页
record-fact-status = 状态
record-fact-verification = 确定程度
record-fact-type = 种类
record-fact-criticality = 危险程度
record-fact-reaction = 反应
record-fact-severity = 严重程度
record-fact-onset = 开始
record-fact-last_reaction = 最近一次反应
record-fact-dose = 剂量
record-fact-route = 用法
record-fact-as_needed = 仅在需要时
record-fact-since = 自
record-fact-until = 至
record-fact-reason = 原因
record-fact-stopped_because = 停用原因
record-fact-quantity = 数量
record-fact-stage = 分期
record-fact-body_site = 身体部位
record-fact-ended = 结束
record-fact-protects_from = 预防
record-fact-dose_number = 第几剂
record-fact-lot = 批号
record-fact-range = 正常范围
record-fact-interpretation = 化验室判断
record-fact-conclusion = 结论
record-fact-method = 方法
record-fact-outcome = 转归
record-fact-complication = 并发症
record-fact-description = 说明
record-fact-birth_date = 出生
record-fact-gender = 性别
record-fact-phone = 电话
record-fact-address = 地址
record-fact-value = 结果
record-fact-component = 部分
record-fact-note = 备注
record-fact-recorded = 记录于
record-add-title = 添加到病历
record-add-file = 选择文件
record-add-file-hint = 医院的病历文件、ZIP、PDF、照片或文字。也可拖到这里或粘贴。
record-add-reading = 正在读取 { $file }
record-add-sample = 用示例看看
record-add-sample-note = 虚构的数据，处处标明“示例”。
record-add-by-hand = 自己输入
record-add-by-hand-note = 会标明“我添加的”。
record-kind = 是什么？
record-kind-allergy = 过敏
record-kind-medicine = 药物
record-name-allergy = 您对什么过敏？
record-name-medicine = 哪种药？
record-detail-allergy = 会怎么样？
record-detail-medicine = 多少，多久一次？
record-since = 从什么时候开始？
record-since-hint = 写年份即可：2019
record-severe-ask = 很严重
record-severe-note = 呼吸困难、肿胀或住院。
record-hand-save = 保存
record-hand-saved = { $name } 已在您的病历里。
record-report-added = { $count ->
    [0] { $file } 里没有新内容
   *[other] 从 { $file } 添加了 { $count } 条记录
}
record-report-unread = 无法读取 { $file }
record-report-known = { $count ->
   *[other] { $count } 条原来就有。
}
record-report-problems = { $count ->
   *[other] { $count } 处无法读取
}
record-report-see = 查看病历
record-other-title = 这是您的吗？
record-other-note = 这个文件是 { $file } 的。您的病历是 { $here } 的。
record-other-same = 是我：添加
record-other-other = 不是：分开保存
record-other-other-note = 分开保存的记录不会进入您的摘要。
record-other-cancel = 不添加

record-sample-title = 先移除示例吗？
record-sample-note = 虚构的示例还在这份记录中。您自己的记录应该单独存放。
record-sample-again = 您自己输入的内容会保留。
record-sample-remove = 移除示例并添加

## Over time

record-medicines-title = 用药时间
record-medicines-label =
    { $count ->
       *[other] 自 { $from } 起 { $count } 种药。下面的表格内容相同。
    }
record-medicines-now = 今天
record-medicines-more =
    { $count ->
       *[other] 还有 { $count } 种在表格中。
    }
record-medicines-unknown = 只有一个点：没有记录何时停用。
record-medicines-table = 以表格显示
record-medicines-medicine = 药物
record-medicines-from = 从
record-medicines-until = 到
record-medicines-taking = 仍在服用
record-medicines-no-end = 未记录
record-vaccines-title = 按疾病列出的疫苗
record-vaccines-disease = 预防
record-vaccines-given = 接种
record-vaccines-number = 第 { $number } 剂

record-code-hint = SMART Health Link、Card 或健康证明
record-code-take = 加入记录
record-code-asks = 只有这时才会访问链接的服务器。
record-passcode = 此链接有访问码
record-passcode-note = 请询问给您链接的人。
record-passcode-wrong = 访问码错误。
record-passcode-left = 错误。还剩 { $count } 次。
record-passcode-give = 打开
record-follows = 我们保留此链接，以便您更新。
record-followed = 可以更新的链接
record-followed-note = 其内容可能变化。按“立即更新”之前不会访问任何服务器。
record-followed-none = 没有关注任何链接
record-followed-asked = 上次访问：{ $when }
record-followed-update = 立即更新
record-followed-stop = 停止关注
record-followed-stays = 来自它的内容会留在您的记录中。
record-signed = 是谁签名的？
record-signed-note = 两个不同的问题：它说自己来自谁，以及是否属实。只有您按下时才向签发方索取密钥。
record-signed-check = 核验签名
record-signed-issuer = 它说自己来自
record-signed-nobody = 没有写明
record-signed-right = 签名正确吗？
record-signed-valid = 是的，没有被改动。
record-signed-wrong = 不。它被改动过，或由别人签名。
record-signed-unknown_key = 未知。其密钥没有公布。
record-signed-not_checked = 未核验。
record-signed-now = 现在有效吗？
record-signed-holds = 是
record-signed-too_early = 尚未生效
record-signed-expired = 否，已过期
record-signed-revoked = 否，签发方已撤回
record-signed-back = 被撤回了吗？
record-signed-back-none = 签发方没有公布名单。
record-signed-back-checked = 没有。已查看签发方的名单。
record-signed-back-not_checked = 未知。无法取得名单。
record-signed-vouched = 有人为签发方担保吗？
record-signed-vouched-nobody = 没有询问任何人。
record-signed-vouched-yes = 有，您选的名单。
record-signed-vouched-no = 您选的名单中都没有。
record-code-field = 链接或代码
