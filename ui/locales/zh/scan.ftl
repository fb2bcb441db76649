# unreviewed

scan-title = 扫描患者的码
scan-lead = 用手边的任何一种方法。

scan-camera = 相机
scan-camera-start = 使用相机
scan-camera-hint = 把手机放在离相机约 20 厘米处。
scan-camera-once = 下次会自动打开。
scan-camera-starting = 正在打开相机……
scan-camera-looking = 正在找码……
scan-frames = 已读取 { $have }/{ $needed } 部分。请把手机保持在原处。
scan-camera-view = 相机画面
scan-camera-stop = 关闭相机
scan-camera-again = 再试一次相机
scan-camera-insecure = 浏览器只允许 HTTPS 页面使用相机。请告知您的信息部门。其他方法可用。
scan-camera-none = 此电脑没有相机。
scan-camera-denied = 此页面没有使用相机的权限。请在地址栏开头处允许，或用别的方法。
scan-camera-in-use = 另一个程序正在使用相机。请关闭它，然后重试。
scan-camera-failed = 相机没有打开。请重试，或用别的方法。

scan-usb = USB 扫描器
scan-usb-hint = 直接扫描。不需要点击。
scan-usb-listening = 正在接收
scan-usb-deaf = 没有接收，请点这里

scan-link = 粘贴链接
scan-link-hint = 来自消息或电子邮件。
scan-link-label = 患者的链接
scan-link-open = 打开

scan-picture = 选择图片
scan-picture-hint = 码的照片或截图。可以拖放到这里。
scan-picture-looking = 正在看图片……
scan-picture-nothing = 这张图片里没有码。请选一张整个码都清晰的图片。

scan-screen = 患者扫描此屏幕
scan-screen-hint = 患者的应用从这里读取码。
scan-screen-show = 出示码
scan-screen-lead = 这里不需要相机。

scan-heard-clinic = 这是诊所的码，不是患者的码。请患者出示自己的码。
scan-heard-damaged = 这个码缺了一部分。请再扫一次，或复制整个链接。
scan-heard-newer = 这个码比此页面新。请重新加载页面。如果没有帮助，请告知您的信息部门。
scan-heard-other = 这不是 Keepwell 的患者码。
scan-heard-unreadable = 扫描器输入的内容此页面无法读取。请把扫描器设为美式键盘，或用别的方法。

scan-show-title = 请患者扫描这个码
scan-show-lead = 在患者的应用里：先点“分享”，再点“扫诊所的码”。
scan-show-starting = 正在做码……
scan-show-alt = 给患者应用的码
scan-show-waiting = 正在等待患者
scan-show-renews = { $seconds ->
   *[other] { $seconds } 秒后换新码
}
scan-show-ring = 离下一个码的时间
scan-show-new = 有新码了。
scan-show-session = 患者看到的此屏幕名称：
scan-session-name = 此屏幕，未经任何人核对
scan-session-note = 密钥只为这次就诊生成，关闭页面后就没有了。

scan-first-title = 正在询问患者
scan-first-lead = 会为第一个扫码的人询问。患者现在看到您诊所的名称。
scan-first-starting = 正在连接患者的手机……

scan-words-title = 请比对这三个词
scan-words = 请患者读出自己屏幕上的词。必须一样。
scan-words-label = 三个词
scan-words-same = 一样：患者在手机上答应，并选择您能看到什么。
scan-words-other = 不一样：请停止。可能有人从中插手。
scan-words-stop = 词不一样
scan-words-waiting = 正在等待患者答复

scan-spoken-title = 请输入六个词
scan-spoken-lead = 患者的手机上显示六个词。请问患者，并在这里输入。
scan-spoken-label = 六个词
scan-spoken-hint = 大小写和逗号都没关系。每个词输入前四个字母就够了。
scan-spoken-open = 打开
scan-spoken-wrong = 不是这些词。请患者再说一遍。
scan-spoken-unknown = 第 { $place } 个词不是手机会显示的词。请患者拼出来。
scan-spoken-count = 一共六个词，您输入了 { $count } 个。
scan-spoken-long = 太长了。请只输入这六个词。

scan-over-refused-title = 患者拒绝了
scan-over-refused = 没有分享任何内容。
scan-over-mismatch-title = 为安全起见已停止
scan-over-mismatch = 收到的内容与这个码不符。可能有人从中插手。没有分享任何内容。请用新码。
scan-over-stopped-title = 已停止
scan-over-stopped = 没有分享任何内容。这个码已失效。
scan-over-gone-title = 这个码已用过
scan-over-gone = 有人先扫了它，或者它的时间到了。请要一个新码。
scan-over-unreachable-title = 无法连接服务器
scan-over-unreachable = 请检查网络，然后重试。
scan-over-unlisted-title = 这个码来自另一个运营方
scan-over-unlisted = 此页面不能联系那个服务器。请向患者要 SMART Health Link。
scan-over-again = 重试
scan-over-new = 做一个新码
