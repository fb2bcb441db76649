# unreviewed
# Links for whoever has them: in place of a share with a clinic.

links-title = 链接
links-lead = 给没有 Keepwell 的诊所。
links-row-note = 给没有 Keepwell 的诊所，以及旅行时用
links-weaker = 不如与指定诊所共享安全
links-weaker-note = 有链接的人都能打开您的摘要。无法证明是谁打开的。停止链接也收不回已被看过的内容。
links-none = 您还没有链接
links-open = 现在可打开
links-past = 以前
links-make = 创建链接
links-shape-travel = 旅行用
links-shape-travel-note = 世界各地的程序都认识的摘要。可以设访问码。
links-shape-clinic_us = 给美国的诊所
links-shape-clinic_us-note = 一个带 PDF 的文件，当地诊所可接收。没有访问码，时间要短。

## Making one

links-make-shape = 用来做什么？
links-make-trip = 用于您的旅行：{ $from } 至 { $until }
links-passcode = 访问码
links-passcode-hint = 4 至 64 个字符。口头告知或写在另一张纸上，绝不要与链接放在一起。
links-passcode-suggest = 帮我想一个
links-passcode-missing = 没有访问码时，仅凭链接就能打开您的摘要。
links-label = 链接的名称
links-label-usual = 患者摘要
links-make-private = 私密内容不包含在内。

## One link

links-code = 链接的二维码
links-code-note = 任何手机的相机都能在浏览器中打开它。您的手机关机时也能用。
links-once = 访问码：{ $passcode }
links-once-note = 只在现在显示。请与链接分开记下。
links-has-passcode = 打开时需要访问码
links-no-passcode = 没有访问码
links-tries = 访问码还可输错 { $count } 次。
links-tries-note = 次数不会恢复。要重新开始，请创建新链接。
links-limit = 总共可打开 { $count } 次。
links-from = 开始时间：{ $when }
links-unsent = 服务器还没有收到。一有网络就会发送。
links-elsewhere = 由另一台设备创建，二维码在那台设备上。
links-update = 换成今天的记录
links-updated = 已是今天的摘要。
links-rearm = 设新的结束时间
links-rearm-note = 二维码不变，纸上的也有效。打开次数重新计算，并换成今天的记录。
links-opened = 谁打开过
links-opened-note = 打开者自报身份，无人核实。
links-opened-none = 没有人打开过。
links-visit-opened = 已打开
links-visit-refused = 访问码错误
links-stop = 停止此链接
links-text = 链接文本
