# unreviewed

emergency-title = 急救卡
emergency-born = 出生于 { $date }（{ $age } 岁）
emergency-allergies = 过敏
emergency-severe = { $name }：严重
emergency-no-known = 无已知过敏
emergency-no-known-note = 有一条记录这样写。
emergency-not-recorded = 没有过敏记录
emergency-not-recorded-note = 这不表示没有过敏。请询问。
emergency-medicines = 药物
emergency-conditions = 疾病
emergency-none = 没有记录
emergency-seen = 拿着这台设备的人都能看到这一页。
emergency-own = 这是本人自己的病历，可能有遗漏。请询问本人。
emergency-sensitive = 私密内容没有显示。
emergency-empty = 还没有可显示的内容
emergency-empty-note = 请先添加记录。之后这一页会显示急救时有用的内容。
emergency-travel-title = 旅行模式
emergency-travel-offline = 无需网络
emergency-travel-lead = 把这一页给医生看。这是您的诊所写的原文。
emergency-travel-language = 按病历原文显示
emergency-travel-language-note = Keepwell 不用机器翻译自由文字。一个错词可能伤害您。
emergency-travel-show = 向诊所出示码
